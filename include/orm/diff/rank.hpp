// SPDX-License-Identifier: MIT
// The place of each sort of change in a migration when nothing else decides.
#pragma once

#include <orm/diff/change.hpp>

namespace orm::diff {

/// Smaller ranks run earlier. The order follows Drizzle 1.0, with the objects that it does not know
/// put where what they need exists already and what needs them does not exist yet.
inline int rank(const change& of) {
    const auto by_verb = [&](int add, int drop, int alter, int rename, int move) {
        switch (of.what) {
            case verb::add: return add;
            case verb::drop: return drop;
            case verb::rename: return rename;
            case verb::move: return move;
            default: return alter;
        }
    };
    switch (of.kind) {  //                                     add  drop alter ren  move
        case object_kind::schema: return by_verb(10, 990, 14, 12, 12);
        case object_kind::extension: return by_verb(16, 980, 17, 17, 17);
        case object_kind::collation: return by_verb(18, 985, 19, 19, 19);
        case object_kind::enumeration:
            if (of.what == verb::recreate) return 220;
            return by_verb(20, 940, 26, 24, 22);
        case object_kind::domain: return by_verb(30, 936, 265, 28, 27);
        case object_kind::composite: return by_verb(31, 935, 266, 28, 27);
        case object_kind::sequence: return by_verb(32, 950, 38, 36, 34);
        case object_kind::role: return by_verb(44, 42, 46, 40, 40);
        case object_kind::privilege: return by_verb(410, 48, 411, 411, 411);
        case object_kind::routine: return by_verb(49, 930, 49, 49, 49);
        case object_kind::table: return by_verb(50, 90, 100, 70, 72);
        case object_kind::view: return by_verb(360, 60, 66, 62, 64);
        case object_kind::trigger: return by_verb(400, 68, 401, 401, 401);
        case object_kind::policy: return by_verb(380, 75, 390, 370, 370);
        case object_kind::foreign_key: return by_verb(320, 80, 330, 190, 190);
        case object_kind::column:
            if (of.happens_by_itself) return 205;
            if (of.what == verb::recreate) return 230;
            return by_verb(200, 240, 260, 120, 120);
        case object_kind::unique: return by_verb(290, 130, 300, 280, 280);
        case object_kind::check: return by_verb(340, 140, 350, 150, 150);
        case object_kind::exclusion: return by_verb(345, 141, 355, 151, 151);
        case object_kind::index: return by_verb(310, 170, 270, 160, 160);
        case object_kind::primary_key: return by_verb(210, 180, 250, 215, 215);
    }
    return 1000;
}

}  // namespace orm::diff
