import type { Challenge } from '../../src/registry/headers.ts';

/** `WWW-Authenticate` headers, and what they ask for. */
export const CHALLENGES: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>][]>> = {
  '': [],
  Basic: [['basic', {}]],
  'Basic realm="Registry"': [['basic', { realm: 'Registry' }]],
  'basic realm=Registry, charset="UTF-8"': [['basic', { realm: 'Registry', charset: 'UTF-8' }]],
  'Bearer realm="https://auth.example.com/token",service="registry",scope="repository:a/b:pull,push"': [
    ['bearer', { realm: 'https://auth.example.com/token', service: 'registry', scope: 'repository:a/b:pull,push' }],
  ],
  'Bearer realm = "x" , service = y': [['bearer', { realm: 'x', service: 'y' }]],
  'BEARER Realm="x"': [['bearer', { realm: 'x' }]],
  'Bearer realm="a \\"quoted\\" \\\\ word"': [['bearer', { realm: 'a "quoted" \\ word' }]],
  'Basic realm="a", Bearer realm="b"': [
    ['basic', { realm: 'a' }],
    ['bearer', { realm: 'b' }],
  ],
  'Negotiate, Basic realm="a"': [
    ['negotiate', {}],
    ['basic', { realm: 'a' }],
  ],
  'Bearer realm=https://auth.example.com/token?a=1,service=x': [
    ['bearer', { realm: 'https://auth.example.com/token?a=1', service: 'x' }],
  ],
  "Bearer realm='https://auth.example.com/token',service='a b'": [
    ['bearer', { realm: 'https://auth.example.com/token', service: 'a b' }],
  ],
  'Bearer realm="x" service="y"': [['bearer', { realm: 'x', service: 'y' }]],
  'Bearer error="invalid_token",realm="x",scope="repository:a:pull repository:b:pull"': [
    ['bearer', { error: 'invalid_token', realm: 'x', scope: 'repository:a:pull repository:b:pull' }],
  ],
  'Bearer realm="a", Bearer realm="b"': [
    ['bearer', { realm: 'a' }],
    ['bearer', { realm: 'b' }],
  ],
  'Bearer realm="never closed': [['bearer', { realm: '' }]],
  'Bearer realm=': [['bearer', { realm: '' }]],
  'realm="of no scheme"': [],
  '"quoted"': [],
  '=': [],
};

export function challenges(expected: readonly [string, Readonly<Record<string, string>>][]): Challenge[] {
  return expected.map(([scheme, parameters]) => ({ scheme, parameters: new Map(Object.entries(parameters)) }));
}

/** `Link` headers, and where the next page is; `null` for what is no such header. */
export const LINKS: Readonly<Record<string, string | undefined | null>> = {
  '': undefined,
  '</v2/a/tags/list?n=2&last=b>; rel="next"': '/v2/a/tags/list?n=2&last=b',
  '<https://example.com/v2/a/tags/list?last=b>; rel="next"': 'https://example.com/v2/a/tags/list?last=b',
  '<x>; rel=next': 'x',
  '<x>;rel=NEXT': 'x',
  '<x> ; REL = "next"': 'x',
  '<x>; rel="last next"': 'x',
  '<x>; title="a, <b>; rel=prev"; rel="next"': 'x',
  '<x>; title="a \\" b"; rel="next"': 'x',
  '<x>; crossorigin; rel="next"': 'x',
  '<a,b>; rel="next"': 'a,b',
  '<x>; rel="prev", <y>; rel="next"': 'y',
  '<x>; rel="prev",, <y>; rel="next",': 'y',
  '<>; rel="next"': '',
  '<x?n=1>': 'x?n=1',
  '<x?n=1>; title="next"': 'x?n=1',
  '<x?n=1>, <x?n=2>; rel=next': 'x?n=2',
  '<x?n=1>; rel="prev"': undefined,
  "<x>; rel='next'": 'x',
  '<x;y=1,z>;rel=next': 'x;y=1,z',
  '<x>; rel=next; rel=prev': 'x',
  '<x>; rel="prev"': undefined,
  '<x>': undefined,
  '<x>; rel="nextt"': undefined,
  'x; rel="next"': null,
  '<x; rel="next"': null,
  '<x> rel="next"': null,
  '<x>; rel="next': null,
  next: null,
};
