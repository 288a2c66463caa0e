/** What runs around a method of one object, whoever calls it. */
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

test('it runs for its object only, also where the method of the class is called, as jsii does', () => {
  const [one, other] = [new Base(), new Base()];
  around(one, 'say', call => `<${call()}>`);
  expect([one.say('a'), Base.prototype.say.call(one, 'b'), other.say('c')]).toEqual(['<a>', '<b>', 'c']);
  expect(Object.keys(one)).toEqual(['calls']);
});

test('the last one that is added is the outermost', () => {
  const one = new Base();
  around(one, 'say', call => `(${call()})`);
  around(one, 'say', call => `[${call()}]`);
  expect(one.say('a')).toBe('[(a)]');
});

test('a method that calls that of its parent class is one call, also where the parent class is wrapped for others', () => {
  const [derived, base] = [new Derived(), new Base()];
  around(base, 'say', call => `<${call()}>`);
  around(derived, 'say', call => `<${call()}>`);
  expect([derived.say('a'), base.say('b')]).toEqual(['<derived a>', '<b>']);
});

test('it runs again after a call that threw', () => {
  const one = new Base();
  around(one, 'say', call => `<${call()}>`);
  one.calls = undefined as any;
  expect(() => one.say('a')).toThrow(TypeError);
  one.calls = [];
  expect(one.say('a')).toBe('<a>');
});

test('a method that somebody has assigned to the object is wrapped there', () => {
  const one = new Base();
  one.say = word => `own ${word}`;
  around(one, 'say', call => `<${call()}>`);
  expect(one.say('a')).toBe('<own a>');
});
