#include "cases/removal.h"

#include "cases/cases_store.h"

namespace panoh::cases {

std::int64_t writings(store::Reader& reader, core::CaseId id)
{
    return count_writings(reader, id);
}

core::Done remove_case(store::Transaction& transaction, const CasePermit<Action::case_remove>& permit,
                       const audit::Act& act, std::int64_t untouched, std::string detail)
{
    const core::CaseId& id = permit.object();
    PANOH_TRY(const auto file, known_case(transaction, id));
    if (count_writings(transaction, id) != untouched || was_asked_about(transaction, file))
        return core::fail(core::ErrorKind::conflict, "case/worked_on");
    delete_case(transaction, file);
    vault::forget_case(transaction, id);
    audit::append(transaction, act,
                  {.action = Action::case_remove, .cases = {id}, .detail = std::move(detail)});
    return {};
}

} // namespace panoh::cases
