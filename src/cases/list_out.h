#pragma once

// The list of cases as a spreadsheet: what it shows, all that fit its filters, in memory that does not grow
// with them.

#include <map>
#include <memory>

#include "cases/case_list.h"
#include "cases/why.h"
#include "core/permit.h"
#include "store/store.h"

namespace panoh::cases {

/// The headings, in the order of the columns. The one of names is used where they are wanted.
struct ListHeadings {
    std::string reference = {};
    std::string name = {};
    std::string state = {};
    std::string trafficking_status = {};
    std::string exploitation = {};
    std::string citizenship = {};
    std::string country_of_exploitation = {};
    std::string gender = {};
    std::string age_band = {};
    std::string caseworker = {};
    std::string next_step = {};
    std::string due_on = {};
};
PANOH_JSON(ListHeadings, reference, name, state, trafficking_status, exploitation, citizenship,
           country_of_exploitation, gender, age_band, caseworker, next_step, due_on)

/// What a code of a list is called.
struct CodeWord {
    std::string list = {};
    std::string code = {};
    std::string word = {};
};
PANOH_JSON(CodeWord, list, code, word)

/// Everything that is said in the file, in the reader's language. A code without a word stands as it is.
struct ListWords {
    AboutWords about = {};
    std::string sheet = {};
    ListHeadings headings = {};
    std::vector<CodeWord> codes = {};
};
PANOH_JSON(ListWords, about, sheet, headings, codes)

/// What somebody wants of the list. The order is that of opening, which no change of a case meanwhile can
/// disturb: none is left out or comes twice.
struct ListWanted {
    std::optional<State> state = {};
    std::optional<std::string> country = {};
    std::optional<core::UserId> assigned_to = {};
    bool names = false;
};

using ListOutPermit = core::Permit<core::Action::case_list_export, Scope>;

/// One such file, made while it is sent.
class ListOut {
public:
    struct Needs {
        store::Database& database;
        audit::Act act = {};
        std::shared_ptr<vault::KeyRing> keys = {};
    };
    /// "export/words_invalid". `about` says who, when and why.
    [[nodiscard]] static core::Result<ListOut> begin(Needs needs, const ListOutPermit& permit,
                                                     const ListPermit& list, ListWanted wanted,
                                                     const ListWords& words, tables::About about);
    /// Puts the next bytes into `piece`; false when they are the last. The audit row of the cases in them is
    /// durable before. A refusal ends the file unfinished.
    [[nodiscard]] core::Result<bool> next(std::string& piece);

private:
    ListOut(Needs needs, const ListPermit& permit, ListWanted wanted, tables::About about);
    void note(store::Transaction& transaction, const ListPage& page) const;
    [[nodiscard]] core::Done add(const ListRow& row, const std::string& worker);
    [[nodiscard]] std::string word(std::string_view list, const std::string& code) const;
    [[nodiscard]] std::string words_of(std::string_view list, const std::optional<std::string>& codes) const;

    Needs needs_;
    ListPermit permit_;
    ListQuery query_;
    bool names_;
    std::map<std::pair<std::string, std::string>, std::string> words_;
    std::unique_ptr<tables::XlsxWriter> file_;
    bool begun_ = false;
};

} // namespace panoh::cases
