import { describe, expect, it } from 'vitest'
import { readCommand } from '../../src/tenant/powershell.ts'

const parametersOf = (text: string) => ({ ...readCommand(`New-TransportRule ${text}`).parameters })

describe('parameters of a command', () => {
  it.each([
    ["-Name 'Test01'", { name: 'Test01' }],
    ["-Name 'It''s'", { name: "It's" }],
    ["-Name '' -Mode Enforce", { name: '', mode: 'Enforce' }],
    ['-Name "a ""b"" `"c`" `$d"', { name: 'a "b" "c" $d' }],
    ['-Name:Test01 -Enabled:$false', { name: 'Test01', enabled: '$false' }],
    ['-Mode Enforce -Force', { mode: 'Enforce', force: 'True' }],
    ['-WhatIf -Mode Audit', { whatif: 'True', mode: 'Audit' }],
    ['-SetSCL -1', { setscl: '-1' }],
    ["'Test01' -Mode Audit", { name: 'Test01', mode: 'Audit' }],
    [
      "-RemoveHeader 'Received' , 'DKIM-Signature',ARC-Seal",
      { removeheader: 'Received;DKIM-Signature;ARC-Seal' },
    ],
    ['-From @(\'a@contoso.example\', "b",\n c)', { from: 'a@contoso.example;b;c' }],
    ['-From ("a")', { from: 'a' }],
    ["-From 'a',\n  'b'", { from: 'a;b' }],
    ['-Name a `\n  -Mode Audit', { name: 'a', mode: 'Audit' }],
    ['-Name a `\r\n  -Mode Audit', { name: 'a', mode: 'Audit' }],
    ['-Name a # -Mode Audit', { name: 'a' }],
    ['-Name <# x #> a', { name: 'a' }],
    ["-Comments @'\nit's\ntwo\n'@ -Mode Audit", { comments: "it's\ntwo", mode: 'Audit' }],
    // as word processors change it
    ['\u2013Name \u2018Test01\u2019 \u2013Comments \u201cx\u201d', { name: 'Test01', comments: 'x' }],
    // what would have to be evaluated stays as written
    ['-RemoveHeader $header', { removeheader: '$header' }],
    ['-Name (Get-Name -A ")") -Mode Audit', { name: '(Get-Name -A ")")', mode: 'Audit' }],
    ['-Name "$(x) $y"', { name: '$(x) $y' }],
    ['-Name $a[0, 1].b', { name: '$a[0, 1].b' }],
    ["-Name 'never closed", { name: 'never closed' }],
    ['-__proto__ a', JSON.parse('{"__proto__":"a"}')],
  ])('%j', (text, parameters) => {
    expect(parametersOf(text)).toEqual(parameters)
  })
})

it.each([
  ["New-TransportRule -Name a\nRemove-Item 'b'", 'New-TransportRule -Name a'],
  ['New-TransportRule -Name a; exit', 'New-TransportRule -Name a'],
  ['New-TransportRule -Name a | Out-Null', 'New-TransportRule -Name a'],
  ['New-TransportRule -Name a }', 'New-TransportRule -Name a'],
  ['New-TransportRule -Name a, <# b', 'New-TransportRule -Name a, <# b'],
  ["New-TransportRule -Name 'a; b' -Force", "New-TransportRule -Name 'a; b' -Force"],
])('%j ends after its last parameter', (text, command) => {
  expect(text.slice(0, readCommand(text).end)).toBe(command)
})

it('knows parameters that are in a variable', () => {
  expect(readCommand('New-TransportRule @rule -Mode Audit')).toMatchObject({
    splatted: true,
    parameters: { mode: 'Audit' },
  })
})

it('changes a rule by its first argument', () => {
  expect(readCommand("Set-TransportRule 'Test01'").parameters.identity).toBe('Test01')
})
