// A small XLSX file as somebody's program would write it: sheets of rows, texts inside the cells, nothing compressed.
import { crc32 } from 'node:zlib';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function zip(parts) {
	const files = Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), data: Buffer.from(text) }));
	const pieces = [];
	const directory = [];
	let at = 0;
	for (const { name, data } of files) {
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(20, 4);
		head.writeUInt32LE(crc32(data), 14);
		head.writeUInt32LE(data.length, 18);
		head.writeUInt32LE(data.length, 22);
		head.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 4);
		entry.writeUInt16LE(20, 6);
		head.copy(entry, 16, 14, 30);
		entry.writeUInt32LE(at, 42);
		pieces.push(head, name, data);
		directory.push(entry, name);
		at += head.length + name.length + data.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.reduce((sum, piece) => sum + piece.length, 0), 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...pieces, ...directory, end]);
}

function sheet(rows) {
	const cell = (text) => (text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`);
	const lines = rows.map((row) => `<row>${row.map(cell).join('')}</row>`);
	return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** `sheets` is an object of rows by the name of their sheet. */
export function xlsx(sheets) {
	const names = Object.keys(sheets);
	const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const packed = 'http://schemas.openxmlformats.org/package/2006';
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const parts = {
		'[Content_Types].xml':
			`<?xml version="1.0"?><Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
			names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${type}.worksheet+xml"/>`).join('') +
			'</Types>',
		'_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml':
			`<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets>` +
			names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join('') +
			'</sheets></workbook>',
		'xl/_rels/workbook.xml.rels':
			`<?xml version="1.0"?><Relationships xmlns="${packed}/relationships">` +
			names.map((_, at) => `<Relationship Id="r${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('') +
			'</Relationships>',
	};
	names.forEach((name, at) => (parts[`xl/worksheets/sheet${at + 1}.xml`] = sheet(sheets[name])));
	return zip(parts);
}
