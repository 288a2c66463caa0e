import { error } from '../diagnostics/rule';

export const NOT_IN_STACK = error('DAPR8171', {
  title: 'name that a test does not find in the stack',
  why: 'A test of something that is not there proves nothing',
  todo: 'correct the name, or pass the scope that contains it to DaprStack.of',
  source: 'cdk8s-dapr',
});

export const NOT_DECIDED_HERE = error('DAPR8172', {
  title: 'access that the stack does not decide',
  why: 'The rules are in an object outside the stack, so both answers may be wrong',
  todo: 'test it where that object is defined',
  source: 'cdk8s-dapr',
});
