#include "vault/holders.h"

namespace panoh::vault {

std::vector<SealedTo> sealed_to(store::Reader& reader)
{
    static constexpr store::Sql all{
        "SELECT team_id, compartment, epoch, count(*) FROM vault_case_key "
        "GROUP BY team_id, compartment, epoch ORDER BY team_id, compartment, epoch"};
    std::vector<SealedTo> found;
    reader.each(all, {}, [&](const store::Row& row) {
        const auto compartment = core::from_text<core::Compartment>(row.text(1));
        if (!compartment) throw store::BrokenStore("vault: a compartment that is none");
        found.push_back({row.id<core::TeamId>(0), *compartment, row.integer(2), row.integer(3)});
    });
    return found;
}

std::vector<core::UserId> holders_of(store::Reader& reader, const SealedTo& sealed)
{
    static constexpr store::Sql find{"SELECT user_id FROM vault_team_member WHERE team_id = ? "
                                     "AND compartment = ? AND epoch = ? ORDER BY user_id"};
    std::vector<core::UserId> holders;
    reader.each(find, {sealed.team, core::to_text(sealed.compartment), sealed.epoch},
                [&](const store::Row& row) { holders.push_back(row.id<core::UserId>(0)); });
    return holders;
}

} // namespace panoh::vault
