/** Control planes for tests, and their output. */
import { Chart } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprControlPlaneProps, DaprPlatformSettings } from 'cdk8s-dapr';
import { codes, find, newChart } from '../../scenarios/charts';

export type Props = Partial<DaprControlPlaneProps>;

export const VERSION = '1.19.2';

export const define = (chart: Chart, props: Props = {}): DaprControlPlane =>
  new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: VERSION, ...props });

export const build = (props: Props = {}, settings: DaprPlatformSettings = {}): Chart => {
  const chart = newChart(settings);
  define(chart, props);
  return chart;
};

export const flux = (props: Props = {}, settings: DaprPlatformSettings = {}): any => find(build(props, settings), 'HelmRelease').spec;

export const argoCd = (props: Props = {}, settings: DaprPlatformSettings = {}): any =>
  find(build({ output: ControlPlaneOutput.argoCd(), ...props }, settings), 'Application').spec;

/** The values of the Helm chart, which are the same in every output. */
export const values = (props: Props = {}, settings: DaprPlatformSettings = {}): any => argoCd(props, settings).source.helm.valuesObject;

export const refused = (props: Props, settings: DaprPlatformSettings = {}): string[] => codes(() => build(props, settings));
