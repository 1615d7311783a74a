import { expect, test } from 'vitest';
import { readEtcdAddress } from '../../../../../src/control/state/etcd/address.ts';

test.each([
  [
    'etcd://10.0.0.1:2379/rollout',
    { place: 'etcd://10.0.0.1:2379/rollout', endpoints: ['http://10.0.0.1:2379'], prefix: 'rollout' },
  ],
  [
    'etcd://one,two:23790,[::1]:1/teams/checkout/',
    {
      place: 'etcd://one,two:23790,[::1]:1/teams/checkout',
      endpoints: ['http://one:2379', 'http://two:23790', 'http://[::1]:1'],
      prefix: 'teams/checkout',
    },
  ],
  [
    'etcds://etcd.example.com/a.b_c-d?http_config_file=etcd.http.yaml',
    {
      place: 'etcds://etcd.example.com/a.b_c-d',
      endpoints: ['https://etcd.example.com:2379'],
      prefix: 'a.b_c-d',
      httpConfigFile: 'etcd.http.yaml',
    },
  ],
])('%s', (text, address) => {
  expect(readEtcdAddress(text)).toEqual(address);
});

test.each([
  ['etcd:', 'it is no address of etcd'],
  ['etcd:host/rollout', 'it is no address of etcd'],
  ['etcd://host/rollout#part', 'it is no address of etcd'],
  ['etcd:///rollout', '"" is no HOST:PORT'],
  ['etcd://host,/rollout', '"" is no HOST:PORT'],
  ['etcd://host:0/rollout', '"host:0" is no HOST:PORT'],
  ['etcd://host:65536/rollout', '"host:65536" is no HOST:PORT'],
  ['etcd://http://host/rollout', '"http:" is no HOST:PORT'],
  ['etcd://[::g]/rollout', '"[::g]" is no HOST:PORT'],
  ['etcd://host', /^behind the hosts there is no PREFIX/],
  ['etcd://host/', /^behind the hosts there is no PREFIX/],
  ['etcd://host/a//b', /^behind the hosts there is no PREFIX/],
  ['etcd://host/ä', /^behind the hosts there is no PREFIX/],
  ['etcd://ada:secret@host/rollout', /^a user and a password stand in the file of http_config_file/],
  ['etcd://host/rollout?timeout=3', 'it takes http_config_file, not "timeout"'],
])('%s is none', (text, why) => {
  expect(readEtcdAddress(text)).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
});
