export { type Extension, type Head, type Kernel, createKernel } from './kernel.ts';
