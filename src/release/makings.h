#pragma once

// Makes what was approved, one after the other, beside the requests.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "release/making.h"
#include "release/releases.h"

namespace panoh::release {

/// What the node is at.
enum class MakingStage {
    reading, ///< the table
    making,  ///< the ledger is debited, or nearly
};
struct MakingProgress {
    MakingStage stage = MakingStage::reading;
    double share = 0; ///< 0 to 1, of what models take long for
};
PANOH_JSON(MakingProgress, stage, share)

/// Draws report.html in a language.
using DrawInLanguage = std::function<std::string(const Report&, std::string_view language)>;

/// Makes one release that `begin_making` gave, from its source to its files; a refusal says why not. What was
/// debited by then stays debited. `tell` may throw to stop. The page of its report is in the language of its
/// first title; without `draw` there is none.
[[nodiscard]] core::Result<Made> make_release(const ReleaseNeeds& needs, const ReleaseFile& file,
                                              const std::function<void(MakingProgress)>& tell,
                                              const DrawInLanguage& draw = {});

/// One thread. Safe to use from every thread.
class Makings {
public:
    explicit Makings(ReleaseNeeds needs, DrawInLanguage draw = {})
        : needs_(std::move(needs)), draw_(std::move(draw))
    {
    }
    /// Stops; what is being made fails, and its debit stays.
    ~Makings() = default;
    Makings(const Makings&) = delete;
    Makings& operator=(const Makings&) = delete;

    /// Begins to look for what was approved: what a program before was making has failed.
    void start();
    /// Something was approved.
    void wake();
    /// How far it is, of the one that is being made.
    [[nodiscard]] std::optional<MakingProgress> progress(core::ReleaseId id) const;

private:
    void run(const std::stop_token& stop);
    void make(const ReleaseFile& file, const std::stop_token& stop);
    void set(core::ReleaseId id, std::optional<MakingProgress> progress);

    ReleaseNeeds needs_;
    DrawInLanguage draw_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool woken_ = true;
    core::ReleaseId made_now_ = {};
    std::optional<MakingProgress> progress_;
    std::jthread thread_; ///< last: it ends before what it uses
};

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::MakingStage> {
    using enum panoh::release::MakingStage;
    static constexpr std::array<Named<panoh::release::MakingStage>, 2> all = {
        {{reading, "reading"}, {making, "making"}}};
};
