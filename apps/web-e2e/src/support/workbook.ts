import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const PYTHON = resolve(import.meta.dirname, '../../../../.venv/bin/python');

const SCRIPT = `
import base64, io, json, sys
import openpyxl

book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("Customers")
for row in json.load(sys.stdin):
    sheet.append(row)
file = io.BytesIO()
book.save(file)
print(base64.b64encode(file.getvalue()).decode())
`;

/** A workbook of one sheet, as Excel would write it. */
export function workbookOf(rows: (string | number | null)[][]): Buffer {
  const text = execFileSync(PYTHON, ['-c', SCRIPT], { input: JSON.stringify(rows) });
  return Buffer.from(text.toString(), 'base64');
}
