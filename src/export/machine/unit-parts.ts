import { UnitSettings } from './systemd-syntax';
import { quantityValue } from '../../util/values';

export const RESTART_DELAY = ['RestartSec', '2'] as const;
/** Restarts a program indefinitely. */
export const RESTART: UnitSettings = [['Restart', 'always'], RESTART_DELAY];

/** Restricts access that no app needs; programs use `AF_NETLINK` to list the addresses of a machine. */
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

/** Stricter restrictions for Dapr's own programs. */
export const LOOPBACK_HARDENING: UnitSettings = [...HARDENING, ['PrivateDevices', 'yes'], ['CapabilityBoundingSet', '']];

/** Resource limits of a container as limits of a unit. */
export function limits(memory: string | undefined, cpu: string | undefined): UnitSettings {
  return [
    ['MemoryMax', memory === undefined ? undefined : String(Math.floor(quantityValue(String(memory))))],
    ['CPUQuota', cpu === undefined ? undefined : `${Math.max(1, Math.round(quantityValue(String(cpu)) * 100))}%`],
  ];
}
