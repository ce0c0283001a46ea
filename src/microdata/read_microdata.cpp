#include "microdata/read_microdata.h"

#include <utility>

#include "microdata/coded_rows.h"

namespace panoh::microdata {

core::Result<ReadMicrodata> read_microdata(std::string bytes, const Schema& schema, unsigned /*threads*/)
{
    PANOH_TRY(const tables::Table table, tables::open_table(std::move(bytes)));
    PANOH_TRY(CodedRows rows, code_rows(table, schema));
    return people_of(std::move(rows), schema);
}

} // namespace panoh::microdata
