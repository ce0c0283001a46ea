#include "bulletin/sendings.h"

#include "bulletin/sendings_store.h"
#include "crypto/crypto.h"

namespace panoh::bulletin {
namespace {

using core::ErrorKind;

audit::Entry entry_of(const Sending& sending, std::string detail)
{
    return {
        .action = core::Action::edition_send, .object = sending.edition.bytes, .detail = std::move(detail)};
}

core::Result<Sending> own(store::Reader& reader, const MaySend& permit, core::SendingId id)
{
    auto sending = find_sending(reader, id);
    if (!sending || sending->organisation != permit.object())
        return core::fail(ErrorKind::not_found, "bulletin/sending_not_found");
    return *std::move(sending);
}

} // namespace

core::Result<core::SendingId> start_sending(store::Transaction& transaction, const MaySend& permit,
                                            const audit::Act& act, const Addressed& to)
{
    if (is_being_sent(transaction, to.edition))
        return core::fail(ErrorKind::conflict, "bulletin/sending_runs", "edition");
    Sending sending{.id = crypto::random_id<core::SendingId>(),
                    .edition = to.edition,
                    .organisation = permit.object(),
                    .languages = to.languages,
                    .started_at = act.at,
                    .started_by = act.actor};
    for (const auto& language : to.languages) {
        if (to.countries.empty()) sending.total += insert_deliveries(transaction, sending, language, "");
        for (const auto& country : to.countries)
            sending.total += insert_deliveries(transaction, sending, language, country);
    }
    if (sending.total == 0) return core::fail(ErrorKind::conflict, "bulletin/nobody_waits", "languages");
    insert_sending(transaction, sending);
    audit::append(transaction, act, entry_of(sending, "sending:started"));
    return sending.id;
}

core::Done stop_sending(store::Transaction& transaction, const MaySend& permit, const audit::Act& act,
                        core::SendingId id)
{
    PANOH_TRY(const auto sending, own(transaction, permit, id));
    if (!end_sending(transaction, id, SendingState::stopped, act.at))
        return core::fail(ErrorKind::conflict, "bulletin/sending_ended");
    audit::append(transaction, act, entry_of(sending, "sending:stopped"));
    return {};
}

core::Result<Progress> progress(store::Reader& reader, const MaySend& permit, core::SendingId id)
{
    PANOH_TRY(auto sending, own(reader, permit, id));
    return load_progress(reader, std::move(sending));
}

std::vector<Progress> sendings_of(store::Reader& reader, const MaySend& permit, core::EditionId edition)
{
    std::vector<Progress> all;
    for (auto& sending : load_sendings(reader, edition))
        if (sending.organisation == permit.object()) all.push_back(load_progress(reader, std::move(sending)));
    return all;
}

} // namespace panoh::bulletin
