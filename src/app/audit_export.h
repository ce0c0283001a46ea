#pragma once

// The record of who did what, for somebody who checks it without this program.

#include <memory>
#include <optional>
#include <string>

#include "access/people.h"
#include "audit/export.h"
#include "core/date.h"
#include "core/json.h"
#include "crypto/crypto.h"
#include "store/store.h"

namespace panoh::app {

/// Days of the node, both included; empty: from the first row, to the last.
struct AuditDays {
    std::optional<core::Date> from = {};
    std::optional<core::Date> to = {};
};

/// Who takes the record out. `act` carries the purpose.
struct AuditTaker {
    audit::Act act = {};
    std::string name = {}; ///< of the person and their organisation; empty for the owner of the machine
    std::string why = {};  ///< in words: it goes into the file alone
    /// Whose people may be named in it; empty: everybody's.
    std::optional<core::OrganisationId> names_of = {};
    std::string time_zone = {};
    crypto::SignPublicKey key = {};
};

/// JSON lines: who, when, why and what range; each row, and the checkpoints where they were made; who the
/// actors are; an end. Nothing is decrypted for it.
class AuditExport {
public:
    /// Writes its own audit row, which is on disk before the first byte leaves: "audit/days_invalid" when
    /// the last day is before the first.
    [[nodiscard]] static core::Result<std::shared_ptr<AuditExport>>
    begin(store::Database& database, const AuditTaker& taker, const AuditDays& days);
    /// Gives the next lines; false when they are the last.
    [[nodiscard]] core::Result<bool> next(std::string& piece);

private:
    AuditExport(store::Database& database, const AuditTaker& taker, const audit::RowRange& range)
        : database_(database), taker_(taker), rows_(range)
    {
    }
    void end(store::Reader& reader, std::string& piece);
    store::Database& database_;
    AuditTaker taker_;
    audit::RowLines rows_;
    std::string head_ = {}; ///< the first line, until it is sent
};

} // namespace panoh::app
