import { expect, test } from 'vitest';
import { type Flow, flowOutcomes, inspectCalls, parseFlow } from '#engine';

const call = { type: 'flow', flow: 'inner', on: { told: 'over', expired: 'over' } };

/** A flow whose one node begins another, changed as said. */
function outer(change: object = {}, frame: object = {}): Flow {
  const nodes = { one: { ...call, ...change }, over: { type: 'end' } };
  return flowOf('outer', nodes, frame);
}

function flowOf(id: string, nodes: object, frame: object = {}): Flow {
  const about = 'A flow for a test.';
  return parseFlow({ flow: id, about, start: 'one', nodes, ...frame }, `flows/${id}.yaml`);
}

const inner = flowOf('inner', { one: { type: 'end', outcome: 'told' } });

function found(...flows: Flow[]) {
  return inspectCalls(Object.fromEntries(flows.map((flow) => [flow.id, flow])));
}

test('a flow that is begun with all its outcomes in mind is sound', () => {
  expect(found(outer(), inner)).toEqual([]);
  expect(flowOutcomes(inner)).toEqual(['told', 'expired']);
});

test('each fault between two flows is told with flow, place and cure', () => {
  const needy = flowOf('inner', { one: { type: 'end', outcome: 'told' } }, { needs: ['workshop'] });
  const on = { told: 'over', expired: 'over' };
  const declared = { facts: { colour: 'text' } };
  const faults: [Flow, Flow, string, string][] = [
    [outer({ flow: 'other' }), inner, 'nodes.one.flow', 'there is no flow `other`'],
    [outer({ on: { expired: 'over' } }), inner, 'nodes.one.on', 'the outcome `told` goes'],
    [outer({ on: { ...on, lost: 'over' } }), inner, 'nodes.one.on.lost', 'never ends so'],
    [outer(), needy, 'nodes.one.flow', 'needs a workshop'],
    [outer({ pass: ['colour'] }, declared), inner, 'nodes.one.pass', 'make them agree'],
    [outer({ returns: ['colour'] }, declared), inner, 'nodes.one.returns', 'make them agree'],
  ];
  for (const [one, other, path, message] of faults) {
    expect(found(one, other)).toEqual([
      { flow: 'outer', path, message: expect.stringContaining(message) },
    ]);
  }
});

test('flows that begin each other for ever are refused', () => {
  const on = { done: 'over', expired: 'over' };
  const nodes = (flow: string) => ({ one: { type: 'flow', flow, on }, over: { type: 'end' } });
  const [first, ...others] = found(flowOf('a', nodes('b')), flowOf('b', nodes('a')));
  expect(first).toMatchObject({ flow: 'a', message: expect.stringContaining('begins itself') });
  expect(others).toHaveLength(1);
});
