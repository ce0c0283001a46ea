#include "records/saved_mappings.h"

#include <algorithm>

#include "core/json.h"
#include "core/text.h"
#include "records/records_store.h"

namespace panoh::records {
namespace {

constexpr std::size_t most_columns = 500;
constexpr std::size_t most_bytes = 64UL * 1024;
constexpr std::size_t most_mappings = 50;
constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_value = 40;
constexpr std::size_t most_words = 4;

bool is_short(const std::string& value)
{
    return core::letters(value) <= longest_value && core::words(value).size() <= most_words &&
           value.find_first_of("0123456789") == std::string::npos;
}

core::Result<std::string> written(const Mapping& mapping)
{
    if (mapping.columns.size() > most_columns)
        return core::fail(core::ErrorKind::invalid, "records/mapping_too_large", "mapping");
    std::string text = core::write_json(without_long_values(mapping));
    if (text.size() > most_bytes)
        return core::fail(core::ErrorKind::invalid, "records/mapping_too_large", "mapping");
    return text;
}

core::Result<SavedMapping> read(const MappingRow& row)
{
    PANOH_TRY(Mapping mapping, core::read_json<Mapping>(row.mapping));
    return SavedMapping{.id = row.id,
                        .team = row.team,
                        .name = row.name,
                        .version = row.version,
                        .mapping = std::move(mapping),
                        .saved_by = row.saved_by,
                        .saved_at = row.saved_at};
}

core::Result<MappingRow> load(store::Reader& reader, const MayMap& permit, core::MappingId id)
{
    auto row = load_mapping(reader, id);
    if (!row || row->team != permit.object())
        return core::fail(core::ErrorKind::not_found, "records/mapping_not_found");
    return std::move(*row);
}

void note(store::Transaction& transaction, const audit::Act& act, core::MappingId id, std::string detail)
{
    audit::append(
        transaction, act,
        {.action = core::Action::case_open, .object = id.bytes, .detail = "mapping:" + std::move(detail)});
}

} // namespace

Mapping without_long_values(Mapping mapping)
{
    for (auto& column : mapping.columns)
        std::erase_if(column.values,
                      [](const ValueChoice& one) { return one.code.empty() || !is_short(one.value); });
    return mapping;
}

std::vector<SavedMapping> saved_mappings(store::Reader& reader, const MayMap& permit)
{
    std::vector<SavedMapping> found;
    for (const auto& row : mappings_of(reader, permit.object()))
        if (auto one = read(row)) found.push_back(std::move(*one));
    return found;
}

core::Result<SavedMapping> save_mapping(store::Transaction& transaction, const MayMap& permit,
                                        const audit::Act& act, std::string name, const Mapping& mapping)
{
    name = core::trim(name);
    if (name.empty() || core::letters(name) > longest_name || !core::is_line(name))
        return core::fail(core::ErrorKind::invalid, "records/mapping_name", "name");
    if (mappings_of(transaction, permit.object()).size() >= most_mappings)
        return core::fail(core::ErrorKind::conflict, "records/too_many_mappings");
    MappingRow row{.id = crypto::random_id<core::MappingId>(),
                   .team = permit.object(),
                   .name = std::move(name),
                   .saved_by = act.actor,
                   .saved_at = act.at};
    PANOH_TRY(row.mapping, written(mapping));
    if (!insert_mapping(transaction, row))
        return core::fail(core::ErrorKind::conflict, "records/mapping_name_taken", "name");
    note(transaction, act, row.id, "saved");
    return read(row);
}

core::Result<SavedMapping> replace_mapping(store::Transaction& transaction, const MayMap& permit,
                                           const audit::Act& act, core::MappingId id, std::int64_t expected,
                                           const Mapping& mapping)
{
    PANOH_TRY(MappingRow row, load(transaction, permit, id));
    row.version = expected + 1;
    row.saved_by = act.actor;
    row.saved_at = act.at;
    PANOH_TRY(row.mapping, written(mapping));
    if (!update_mapping(transaction, row)) return core::fail(core::ErrorKind::stale, "records/mapping_stale");
    note(transaction, act, row.id, "saved");
    return read(row);
}

core::Done drop_mapping(store::Transaction& transaction, const MayMap& permit, const audit::Act& act,
                        core::MappingId id)
{
    PANOH_CHECK(load(transaction, permit, id));
    delete_mapping(transaction, id);
    note(transaction, act, id, "dropped");
    return {};
}

core::Result<core::TeamId> team_of_mapping(store::Reader& reader, core::MappingId id)
{
    const auto row = load_mapping(reader, id);
    if (!row) return core::fail(core::ErrorKind::not_found, "records/mapping_not_found");
    return row->team;
}

} // namespace panoh::records
