//go:build ignore

// Writes wireTypes.json: the fields of the built-in kinds as k8s.io/api encodes them, which the OpenAPI documents do
// not say: whether a field that is empty vanishes, and whether one that is absent appears. In a module that requires
// k8s.io/api:
//
//	go run generateWireTypes.go > wireTypes.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	apps "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	networking "k8s.io/api/networking/v1"
	node "k8s.io/api/node/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	scheduling "k8s.io/api/scheduling/v1"
	storage "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var kinds = map[string][]any{
	"v1": {core.Pod{}, core.PodTemplate{}, core.ReplicationController{}, core.Service{}, core.PersistentVolumeClaim{},
		core.PersistentVolume{}, core.ConfigMap{}, core.Secret{}, core.Namespace{}, core.ServiceAccount{},
		core.ResourceQuota{}, core.LimitRange{}, core.Endpoints{}, core.Node{}},
	"apps/v1":                      {apps.Deployment{}, apps.ReplicaSet{}, apps.StatefulSet{}, apps.DaemonSet{}},
	"batch/v1":                     {batch.Job{}, batch.CronJob{}},
	"networking.k8s.io/v1":         {networking.Ingress{}, networking.IngressClass{}, networking.NetworkPolicy{}},
	"autoscaling/v1":               {autoscalingv1.HorizontalPodAutoscaler{}},
	"autoscaling/v2":               {autoscaling.HorizontalPodAutoscaler{}},
	"policy/v1":                    {policy.PodDisruptionBudget{}},
	"rbac.authorization.k8s.io/v1": {rbac.Role{}, rbac.ClusterRole{}, rbac.RoleBinding{}, rbac.ClusterRoleBinding{}},
	"storage.k8s.io/v1":            {storage.StorageClass{}, storage.CSIDriver{}},
	"scheduling.k8s.io/v1":         {scheduling.PriorityClass{}},
	"discovery.k8s.io/v1":          {discovery.EndpointSlice{}},
	"coordination.k8s.io/v1":       {coordination.Lease{}},
	"node.k8s.io/v1":               {node.RuntimeClass{}},
	"admissionregistration.k8s.io/v1": {admissionregistration.ValidatingAdmissionPolicy{},
		admissionregistration.ValidatingAdmissionPolicyBinding{}, admissionregistration.MutatingAdmissionPolicy{},
		admissionregistration.MutatingAdmissionPolicyBinding{}, admissionregistration.ValidatingWebhookConfiguration{},
		admissionregistration.MutatingWebhookConfiguration{}},
}

var structs = map[string]map[string]string{}
var names = map[reflect.Type]string{}

func main() {
	roots := map[string]string{}
	for _, version := range sortedVersions() {
		objects := kinds[version]
		for _, object := range objects {
			t := reflect.TypeOf(object)
			roots[version+" "+t.Name()] = structName(t)
		}
	}
	fmt.Println(`{"kinds":{`)
	printSorted(roots, func(v string) any { return v })
	fmt.Println(`},"structs":{`)
	printSorted(structs, func(v map[string]string) any { return v })
	fmt.Println(`}}`)
}

func printSorted[V any](rows map[string]V, value func(V) any) {
	keys := make([]string, 0, len(rows))
	for key := range rows {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for i, key := range keys {
		text, err := json.Marshal(value(rows[key]))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		comma := ","
		if i == len(keys)-1 {
			comma = ""
		}
		fmt.Printf("%q:%s%s\n", key, text, comma)
	}
}

// structName is the type's own name, and with its group's where two groups have types of that name.
func structName(t reflect.Type) string {
	if name, known := names[t]; known {
		return name
	}
	name := t.Name()
	if _, taken := structs[name]; taken {
		path := strings.Split(t.PkgPath(), "/")
		name = path[len(path)-2] + path[len(path)-1] + "." + name
	}
	names[t] = name
	fields := map[string]string{}
	structs[name] = fields
	addFields(t, fields)
	return name
}

func addFields(t reflect.Type, fields map[string]string) {
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		tag := strings.Split(field.Tag.Get("json"), ",")
		if tag[0] == "-" || (tag[0] == "" && !field.Anonymous) {
			continue
		}
		if tag[0] == "" {
			addFields(field.Type, fields)
			continue
		}
		fields[tag[0]] = code(field.Type, has(tag, "omitempty"), has(tag, "omitzero"))
	}
}

func has(tag []string, option string) bool {
	for _, o := range tag[1:] {
		if o == option {
			return true
		}
	}
	return false
}

func code(t reflect.Type, omitEmpty, omitZero bool) string {
	opaque := isOpaque(t)
	if omitZero || (omitEmpty && (t.Kind() != reflect.Struct)) {
		return shape(t, opaque) + "?"
	}
	return shape(t, opaque)
}

func isOpaque(t reflect.Type) bool {
	switch t {
	case reflect.TypeOf(meta.Time{}), reflect.TypeOf(meta.MicroTime{}), reflect.TypeOf(runtime.RawExtension{}),
		reflect.TypeOf(meta.FieldsV1{}), reflect.TypeOf(meta.Duration{}):
		return true
	}
	return false
}

func shape(t reflect.Type, opaque bool) string {
	switch {
	case opaque:
		return "any"
	case t == reflect.TypeOf(resource.Quantity{}):
		return "quantity"
	case t == reflect.TypeOf(intstr.IntOrString{}):
		return "intOrString"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + shape(t.Elem(), isOpaque(t.Elem()))
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + shape(t.Elem(), isOpaque(t.Elem()))
	case reflect.Map:
		return "{}" + shape(t.Elem(), isOpaque(t.Elem()))
	case reflect.Struct:
		return "@" + structName(t)
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	default:
		return "number"
	}
}

func sortedVersions() []string {
	versions := make([]string, 0, len(kinds))
	for version := range kinds {
		versions = append(versions, version)
	}
	sort.Strings(versions)
	return versions
}
