/** Names and folders on the machine. */
export interface MachinePlace {
  /** Name of the group of units, and of the user of its daprds. */
  readonly name: string;
  /** Folder of the exported files. */
  readonly folder: string;
  /** Folder of the Dapr binaries. */
  readonly binFolder: string;
}

/** The systemd target of all units of an export. */
export const targetOf = (place: MachinePlace): string => `${place.name}.target`;
export const unitOf = (place: MachinePlace, part: string): string => `${place.name}-${part}.service`;
export const daprdUnitOf = (place: MachinePlace, appId: string): string => unitOf(place, `${appId}-daprd`);
export const stateFolder = (place: MachinePlace): string => `/var/lib/${place.name}`;
