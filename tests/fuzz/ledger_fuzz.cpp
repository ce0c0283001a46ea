// The ledger as somebody may have left it. The first byte says how: as bytes; with numbers, chain and hashes
// made good again, so that the other rules are met; or as a file whose end is torn. Never a crash; what
// passes for whole adds up; what is spent on it stands there afterwards.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "core/json.h"
#include "crypto/crypto.h"
#include "fuzz.h"
#include "privacy/ledger.h"

namespace {

using namespace panoh;
using namespace panoh::privacy;
using fuzz::must;

const core::FixedClock noon({1'795'694'400'000});

class SharedBook final : public LedgerBook {
public:
    explicit SharedBook(std::vector<std::string>& texts) : texts_(texts) {}
    core::Result<std::vector<std::string>> lines() override { return texts_; }
    core::Done append(std::size_t after, std::string_view line) override
    {
        must(after == texts_.size());
        texts_.emplace_back(line);
        return {};
    }

private:
    std::vector<std::string>& texts_;
};

std::vector<std::string> lines_of(fuzz::Input& input)
{
    std::vector<std::string> lines;
    while (!input.empty() && lines.size() < 100)
        lines.emplace_back(input.up_to('\n'));
    return lines;
}

/// With the numbers and hashes that belong there.
void make_good(std::vector<std::string>& texts)
{
    std::string previous = hash_of_nothing();
    std::int64_t number = 0;
    for (auto& text : texts) {
        ++number;
        auto line = read_line(text);
        if (!line) continue;
        line->line = number;
        line->previous = previous;
        text = sealed_text(*line);
        previous = line->hash;
    }
}

void must_add_up(const Ledger& ledger)
{
    std::int64_t spent = 0;
    std::int64_t budget = 0;
    for (const auto& line : ledger.lines()) {
        must(line.spent_before == spent);
        if (line.kind == LineKind::debit) {
            must(line.rho > 0);
            spent += line.rho;
        } else if (line.kind == LineKind::opened || line.kind == LineKind::raised) {
            must(line.rho > budget);
            budget = line.rho;
        }
        must(line.spent_after == spent && spent <= budget);
    }
    const auto state = ledger.state();
    must(state.spent.units == spent && state.budget.units == budget);
    must(state.epsilon_spent <= state.epsilon);
}

void spend_on(Ledger& ledger, std::vector<std::string>& texts)
{
    const auto before = ledger.state();
    const auto spent = ledger.debit({1000}, {.release = "1",
                                             .what = "a",
                                             .input = {},
                                             .salt = {},
                                             .schema = {},
                                             .operator_name = "a",
                                             .program = "a",
                                             .insecure_seed = 1});
    if (!spent) {
        fuzz::must_be_refusal(spent.error());
        must(ledger.state().spent == before.spent);
        return;
    }
    const auto read = Ledger::open(std::make_unique<SharedBook>(texts), noon);
    must(read && read->state().spent == before.spent + Rho{1000});
}

void as_lines(fuzz::Input& input, bool good)
{
    auto texts = lines_of(input);
    if (good) make_good(texts);
    auto ledger = Ledger::open(std::make_unique<SharedBook>(texts), noon);
    if (!ledger) return fuzz::must_be_refusal(ledger.error());
    must_add_up(*ledger);
    spend_on(*ledger, texts);
}

/// A folder that goes again, however the input ends.
class Folder {
public:
    Folder()
    {
        // In memory where there is such a place: syncing a disk would take most of the time.
        const bool memory = std::filesystem::is_directory("/dev/shm");
        path_ = memory ? "/dev/shm" : std::filesystem::temp_directory_path();
        path_ /= "panoh_ledger_fuzz_" + std::to_string(::getpid());
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file() const { return (path_ / "ledger.jsonl").string(); }

private:
    std::filesystem::path path_;
};

void as_file(fuzz::Input& input)
{
    const Folder folder;
    std::ofstream(folder.file(), std::ios::binary) << input.rest();
    const auto book = open_ledger_file(folder.file());
    if (book) return;
    fuzz::must_be_refusal(book.error());
    must(book.error().code == "ledger/torn");
    const auto paid = mend_ledger_file(folder.file(), noon, "a", "a");
    if (!paid) return fuzz::must_be_refusal(paid.error());
    auto mended = open_ledger_file(folder.file());
    must(mended.has_value());
    const auto ledger = Ledger::open(std::move(*mended), noon);
    must(ledger.has_value());
    must_add_up(*ledger);
    must(ledger->state().spent >= *paid);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = crypto::start().has_value();
    must(started);
    fuzz::Input input(data, size);
    const std::uint8_t way = input.byte();
    if (way == 3)
        as_file(input);
    else
        as_lines(input, way % 2 != 0);
    return 0;
}
