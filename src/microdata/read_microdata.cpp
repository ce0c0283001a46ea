#include "microdata/read_microdata.h"

#include <utility>

#include "microdata/coded_rows.h"
#include "microdata/csv_cells.h"

namespace panoh::microdata {

core::Result<ReadMicrodata> read_microdata(std::string bytes, const Schema& schema, unsigned threads)
{
    PANOH_TRY(const tables::Table table, tables::open_table(std::move(bytes)));
    if (auto rows = code_csv(table, schema, threads)) return people_of(std::move(*rows), schema);
    PANOH_TRY(CodedRows rows, code_rows(table, schema));
    return people_of(std::move(rows), schema);
}

} // namespace panoh::microdata
