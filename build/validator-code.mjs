/** The code of validators, which every start loads, in half as much: without what nothing reads, faults added by calls. */
export const shortened = (code) => withCalls(withoutUnread(code)) + CALLED;

const withoutUnread = (code) =>
  code.replace(/schemaPath:\s*"(?:[^"\\]|\\.)*",/g, '').replace(/\bschema:[^{}]*?,\s*(?=parentSchema:)/g, '');

const ADDED =
  /const (err\d+) = \{instancePath:([^{}]+?),keyword:("\w+"),params:(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}),parentSchema:([^,{}]+),data:(\w+)\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g;

const JOINED =
  /vErrors === null \? (\w+(?:\.validate)?)\.errors : \(vErrors\.length < (\d+) \? vErrors\.concat\(\1\.errors\) : vErrors\)/g;

const withCalls = (code) =>
  code
    .replaceAll('{instancePath,keyword:', '{instancePath:instancePath,keyword:')
    .replaceAll(',data};if(vErrors ', ',data:data};if(vErrors ')
    .replace(ADDED, 'vErrors = fault(vErrors, $2, $3, $4, $5, $6);')
    .replace(JOINED, 'joined(vErrors, $1.errors, $2)')
    .replace(/,parentData(?::\w+)?,parentDataProperty(?::(?:"[^"]*"|\w+))?,rootData(?=\})/g, '')
    .replaceAll(', parentData, parentDataProperty, rootData=data}', '}');

const CALLED = `
function fault(faults, instancePath, keyword, params, parentSchema, data) {
  const added = { instancePath, keyword, params, parentSchema, data };
  if (faults === null) return [added];
  faults.push(added);
  return faults;
}
function joined(faults, more, max) {
  if (faults === null) return more;
  return faults.length < max ? faults.concat(more) : faults;
}`;
