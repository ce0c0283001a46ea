// A small invented table in the layout of the CTDC Global Dataset, for the upload.
import { readFileSync } from 'node:fs';

// The names of the 63 columns stand in one place of the project: the reader's own table.
const source = readFileSync(new URL('../../../src/release/ctdc_columns.cpp', import.meta.url), 'utf8');
const columns = [...source.split('columns = {{')[1].split('}};')[0].matchAll(/\{"(\w+)"/g)].map((found) => found[1]);

const corridors = [['KG', 'RU'], ['UZ', 'KZ'], ['UZ', 'RU'], ['TJ', 'RU'], ['KG', 'TR'], ['TM', 'TR'], ['KZ', 'KZ'], ['UA', 'PL']];

export function smallTable(rows = 1200) {
	const lines = [columns.join(',')];
	for (let i = 0; i < rows; i += 1) {
		const corridor = corridors[(i * i + (i >> 3)) % corridors.length];
		const sexual = i % 3 === 0;
		const cells = {
			yearOfRegistration: 2008 + (i % 12),
			Datasource: 'Case Management',
			gender: i % 5 < 3 ? 'Female' : 'Male',
			ageBroad: ['9--17', '18--20', '21--23', '24--26', '30--38', '39--47'][i % 6],
			majorityStatus: i % 6 === 0 ? 'Minor' : 'Adult',
			citizenship: corridor[0],
			CountryOfExploitation: corridor[1],
			isForcedLabour: sexual ? 0 : 1,
			isSexualExploit: sexual ? 1 : 0,
			typeOfExploitConcatenated: sexual ? 'Sexual exploitation' : 'Forced labour',
		};
		lines.push(columns.map((name) => cells[name] ?? '').join(','));
	}
	return lines.join('\n') + '\n';
}
