/** Where things are on the machine. */
export interface MachinePlace {
  /** Name of the group of units, and of the user of its daprds. */
  readonly name: string;
  /** Folder of the exported files. */
  readonly folder: string;
  /** Folder of the programs of Dapr. */
  readonly binFolder: string;
}

/** What all units of an export belong to. */
export const targetOf = (place: MachinePlace): string => `${place.name}.target`;
export const unitOf = (place: MachinePlace, part: string): string => `${place.name}-${part}.service`;
export const daprdUnitOf = (place: MachinePlace, appId: string): string => unitOf(place, `${appId}-daprd`);
export const stateFolder = (place: MachinePlace): string => `/var/lib/${place.name}`;
