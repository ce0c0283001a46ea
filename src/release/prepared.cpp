#include "release/prepared.h"

namespace panoh::release {

core::Result<Prepared> prepare(std::string table, std::string_view schema_json, const crypto::Key& key,
                               unsigned threads)
{
    PANOH_TRY(microdata::Schema schema, microdata::read_schema(schema_json));
    PANOH_CHECK(microdata::ready(schema));
    const crypto::Hash hash = crypto::keyed_hash(key, core::as_bytes(table));
    std::string schema_hash =
        crypto::to_base64url(crypto::hash(core::as_bytes(microdata::schema_text(schema))));
    PANOH_TRY(microdata::ReadMicrodata read, microdata::read_microdata(std::move(table), schema, threads));
    return Prepared{.schema = std::move(schema),
                    .note = std::move(read.note),
                    .people = privacy::Sensitive<microdata::Microdata>(std::move(read.people)),
                    .table = hash,
                    .schema_hash = std::move(schema_hash)};
}

} // namespace panoh::release
