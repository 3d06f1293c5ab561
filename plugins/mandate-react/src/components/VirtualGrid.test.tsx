import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { VirtualGrid } from './VirtualGrid';

const rows = Array.from({ length: 2_000 }, (_, index) => `pod-${index}`);

function renderGrid(onOpen = jest.fn()) {
  render(
    <VirtualGrid
      label="Pods"
      rows={rows}
      rowKey={row => row}
      columns={[{ title: 'Name', width: '1fr', cell: row => row }]}
      onOpen={onOpen}
    />,
  );
  return { grid: screen.getByRole('grid', { name: 'Pods' }), onOpen };
}

it('draws only the rows in view, and says how many there are', () => {
  const { grid } = renderGrid();
  expect(within(grid).getAllByRole('row').length).toBeLessThan(40);
  expect(grid).toHaveAttribute('aria-rowcount', '2001');
});

it('is used by the keyboard alone', async () => {
  const user = userEvent.setup();
  const { grid, onOpen } = renderGrid();
  await user.tab();
  expect(grid).toHaveFocus();
  await user.keyboard('{ArrowDown}{ArrowDown}{PageDown}{ArrowUp}{Enter}');
  expect(onOpen).toHaveBeenLastCalledWith('pod-14');
  await user.keyboard('{End}{Enter}');
  expect(onOpen).toHaveBeenLastCalledWith('pod-1999');
  await user.keyboard('{Home}{Enter}');
  expect(onOpen).toHaveBeenLastCalledWith('pod-0');
});

it('opens the row that is pressed', async () => {
  const { onOpen } = renderGrid();
  await userEvent.click(screen.getByText('pod-3'));
  expect(onOpen).toHaveBeenLastCalledWith('pod-3');
});
