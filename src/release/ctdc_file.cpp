#include "release/ctdc_file.h"

#include <string>
#include <utility>

namespace panoh::release {

namespace {

/// No allowed cell is longer than 255 characters.
constexpr tables::CsvLimits limits{.cell_bytes = 1024, .cells = 256};

Refusal refusal_of(const tables::CsvFault& fault)
{
    const bool has_name = fault.column >= 1 && fault.column <= ctdc_column_count;
    const std::string_view name =
        has_name ? ctdc_columns()[static_cast<std::size_t>(fault.column - 1)].name : "";
    return {fault.line, std::string(name), std::string(fault.code)};
}

} // namespace

CheckedFile check_ctdc_file(std::string_view text, int latest_year)
{
    CheckedFile file;
    const auto refuse = [&](Refusal refusal) {
        ++file.refused_total;
        if (file.refused.size() < most_refusals) file.refused.push_back(std::move(refusal));
    };
    tables::CsvReader reader(text, limits);
    tables::CsvStep step = reader.next();
    if (step == tables::CsvStep::end) refuse({1, "", "release/header_missing"});
    if (step == tables::CsvStep::record) {
        check_ctdc_header(reader.record(), refuse);
        // Under a wrong header every record would be wrong too; the header alone says why.
        if (file.refused_total > 0) return file;
        while ((step = reader.next()) == tables::CsvStep::record) {
            ++file.records;
            check_ctdc_record(reader.record(), latest_year, refuse);
            if (file.refused_total == 0) file.tally.add(derive_codes(reader.record().cells));
        }
        if (step == tables::CsvStep::end && file.records == 0) refuse({2, "", "release/rows_missing"});
    }
    if (step == tables::CsvStep::fault) refuse(refusal_of(reader.fault()));
    return file;
}

std::string_view ctdc_header(std::string_view text)
{
    tables::CsvReader reader(text, limits);
    if (reader.next() != tables::CsvStep::record) return {};
    return text.substr(0, reader.position());
}

void each_ctdc_line(std::string_view text, const std::function<bool(const CtdcLine&)>& use)
{
    tables::CsvReader reader(text, limits);
    if (reader.next() != tables::CsvStep::record) return;
    for (std::size_t begin = reader.position(); reader.next() == tables::CsvStep::record;
         begin = reader.position()) {
        const CtdcLine line{text.substr(begin, reader.position() - begin),
                            derive_codes(reader.record().cells)};
        if (!use(line)) return;
    }
}

} // namespace panoh::release
