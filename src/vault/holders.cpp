#include "vault/holders.h"

namespace panoh::vault {

std::vector<SealedTo> sealed_to(store::Reader& reader)
{
    static constexpr store::Sql all{"SELECT team_id, compartment, count(*) FROM vault_case_key "
                                    "GROUP BY team_id, compartment ORDER BY team_id, compartment"};
    std::vector<SealedTo> found;
    reader.each(all, {}, [&](const store::Row& row) {
        const auto compartment = core::from_text<core::Compartment>(row.text(1));
        if (!compartment) throw store::BrokenStore("vault: a compartment that is none");
        found.push_back({row.id<core::TeamId>(0), *compartment, row.integer(2)});
    });
    return found;
}

} // namespace panoh::vault
