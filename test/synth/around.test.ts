/** Wrapping a method of one object for all its callers. */
import { around } from '../../src/synth/around';

class Base {
  public calls: string[] = [];

  public say(word: string): string {
    this.calls.push(word);
    return word;
  }
}

class Derived extends Base {
  public say(word: string): string {
    return `derived ${super.say(word)}`;
  }
}

test('a wrapper runs for its object only, even if the method of the class is called, as jsii does', () => {
  const [one, other] = [new Base(), new Base()];
  around(one, 'say', call => `<${call()}>`);
  expect([one.say('a'), Base.prototype.say.call(one, 'b'), other.say('c')]).toEqual(['<a>', '<b>', 'c']);
  expect(Object.keys(one)).toEqual(['calls']);
});

test('the wrapper added last is the outermost', () => {
  const one = new Base();
  around(one, 'say', call => `(${call()})`);
  around(one, 'say', call => `[${call()}]`);
  expect(one.say('a')).toBe('[(a)]');
});

test('a method and the parent method that it calls are wrapped once, even if the parent method is wrapped for other objects', () => {
  const [derived, base] = [new Derived(), new Base()];
  around(base, 'say', call => `<${call()}>`);
  around(derived, 'say', call => `<${call()}>`);
  expect([derived.say('a'), base.say('b')]).toEqual(['<derived a>', '<b>']);
});

test('a wrapper runs again after a call that threw', () => {
  const one = new Base();
  around(one, 'say', call => `<${call()}>`);
  one.calls = undefined as any;
  expect(() => one.say('a')).toThrow(TypeError);
  one.calls = [];
  expect(one.say('a')).toBe('<a>');
});

test('a method that is assigned to the object is wrapped there', () => {
  const one = new Base();
  one.say = word => `own ${word}`;
  around(one, 'say', call => `<${call()}>`);
  expect(one.say('a')).toBe('<own a>');
});
