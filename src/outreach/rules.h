#pragma once

// What single types ask for beside what every member must keep to (look_through.h).

#include "outreach/campaign.h"
#include "outreach/cell.h"
#include "outreach/commitment.h"
#include "outreach/document.h"
#include "outreach/event.h"
#include "outreach/fact.h"
#include "outreach/material.h"
#include "outreach/measurement.h"
#include "outreach/media_piece.h"
#include "outreach/party.h"
#include "outreach/testimony.h"

namespace panoh::outreach {

/// "outreach/party_unnamed": in the directory, or a name.
void check_more(const Party& party, Findings& findings);
/// "outreach/more_than_all" where the cells are more than the people; "outreach/fewer_than_people" where
/// fewer sat down than came.
void check_more(const Participation& participation, Findings& findings);
/// "outreach/above_highest".
void check_more(const KnowledgeTest& test, Findings& findings);
/// "outreach/more_than_all", "outreach/not_a_share" (a share is 0 to 100), "outreach/part_of_what".
void check_more(const Measurement& measurement, Findings& findings);
/// "outreach/currency_missing" for an amount of money.
void check_more(const Fact& fact, Findings& findings);
/// "outreach/consent_for_nothing": it allows no publication.
void check_more(const TestimonyConsent& consent, Findings& findings);

[[nodiscard]] Span span_of(const MediaPiece& piece);
[[nodiscard]] Span span_of(const Material& material);
[[nodiscard]] Span span_of(const Fact& fact);
[[nodiscard]] Span span_of(const Testimony& testimony);

} // namespace panoh::outreach
