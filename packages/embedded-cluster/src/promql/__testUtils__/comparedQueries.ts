/** Queries over what simulated pods report, one a line. */
export const COMPARED_QUERIES = `
http_requests_total
http_requests_total{code=~"5.."}
http_requests_total{code!="200",app="web"}
rate(http_requests_total[10s])
increase(http_requests_total[8s])
irate(http_requests_total{code="200"}[8s])
delta(process_resident_memory_bytes[9s])
deriv(process_resident_memory_bytes[9s])
idelta(process_resident_memory_bytes[9s])
resets(process_cpu_seconds_total[15s])
changes(process_start_time_seconds[15s])
avg_over_time(process_resident_memory_bytes[7s])
min_over_time(process_resident_memory_bytes[7s])
max_over_time(process_resident_memory_bytes[7s])
sum_over_time(process_resident_memory_bytes[7s])
count_over_time(process_resident_memory_bytes[7s])
last_over_time(process_resident_memory_bytes[7s])
present_over_time(process_resident_memory_bytes[7s])
stddev_over_time(process_resident_memory_bytes[7s])
quantile_over_time(0.3, process_resident_memory_bytes[7s])
sum(rate(http_requests_total[10s]))
sum by (app) (rate(http_requests_total[10s]))
sum(rate(http_requests_total[10s])) without (pod, instance)
avg by (app, code) (http_requests_total)
min by (app) (http_requests_total)
max(http_requests_total) by (app)
count by (code) (http_requests_total)
group by (code) (http_requests_total)
stddev by (code) (http_requests_total)
quantile by (code) (0.7, http_requests_total)
topk(2, http_requests_total)
bottomk by (app) (1, http_requests_total)
histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[10s]))
histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket[10s])))
histogram_quantile(0.99, sum by (le, app) (http_request_duration_seconds_bucket))
sum(rate(http_requests_total{code=~"5.."}[10s])) / sum(rate(http_requests_total[10s]))
sum by (app) (rate(http_requests_total{code="500"}[10s])) / sum by (app) (rate(http_requests_total[10s])) > 0.1
rate(http_request_duration_seconds_sum[10s]) / rate(http_request_duration_seconds_count[10s])
http_requests_total{code="500"} / ignoring(code) http_requests_total{code="200"}
http_requests_total / on(pod) group_left process_cpu_seconds_total
http_requests_total * on(pod) group_left(app) up
http_requests_total > 20
http_requests_total > bool 20
20 < http_requests_total
-http_requests_total + 3 % 2 ^ 2
http_requests_total and on(pod) (up == 1)
http_requests_total unless http_requests_total{code="500"}
http_requests_total{code="500"} or up
process_resident_memory_bytes offset 5s
rate(http_requests_total[6s] offset 4s)
absent(nonexistent{app="web",code=~"5.."})
absent(up)
absent_over_time(nonexistent{app="x"}[5s])
clamp(http_requests_total, 10, 30)
clamp_min(up, 2)
round(process_cpu_seconds_total, 0.1)
abs(-up)
ceil(process_cpu_seconds_total)
sqrt(process_resident_memory_bytes)
ln(process_resident_memory_bytes)
scalar(sum(up)) + 1
vector(3)
label_replace(up, "short", "$1", "pod", "([a-z]+)-.*")
sort_desc(sum by (code) (http_requests_total))
sum(up) == 3
count(up == 1) or vector(0)
`
  .split('\n')
  .filter(Boolean);
