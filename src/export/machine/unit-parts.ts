import { UnitSettings } from './systemd-syntax';
import { quantityValue } from '../../util/values';

/** Whatever ends is started again, for ever. */
export const RESTART: UnitSettings = [['Restart', 'always'], ['RestartSec', '2']];

/** What no app needs; `AF_NETLINK` is how programs list the addresses of a machine. */
export const HARDENING: UnitSettings = [
  ['NoNewPrivileges', 'yes'],
  ['ProtectSystem', 'strict'],
  ['ProtectHome', 'read-only'],
  ['PrivateTmp', 'yes'],
  ['ProtectKernelTunables', 'yes'],
  ['ProtectKernelModules', 'yes'],
  ['ProtectControlGroups', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6 AF_NETLINK'],
  ['LockPersonality', 'yes'],
];

/** The same for Dapr's own programs, which need even less. */
export const LOOPBACK_HARDENING: UnitSettings = [...HARDENING, ['PrivateDevices', 'yes'], ['CapabilityBoundingSet', '']];

/** Limits of a container as limits of a unit. */
export function limits(memory: string | undefined, cpu: string | undefined): UnitSettings {
  return [
    ['MemoryMax', memory === undefined ? undefined : String(Math.floor(quantityValue(String(memory))))],
    ['CPUQuota', cpu === undefined ? undefined : `${Math.max(1, Math.round(quantityValue(String(cpu)) * 100))}%`],
  ];
}
