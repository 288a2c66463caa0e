/** The jsii submodule `testing`. */
export * from './stack';
export * from './stack-app';
export * from './model';
