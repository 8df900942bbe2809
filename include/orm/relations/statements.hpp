// SPDX-License-Identifier: MIT
// statements_of(): what a find sends, to read or to explain.
#pragma once

#include <string>
#include <vector>

#include <orm/relations/find.hpp>
#include <orm/render/text_writer.hpp>

namespace orm {

/// The SQL texts of a find: the table's own statement first, then one for each relation, parents before
/// children.
///
///     for (const std::string& sql : orm::statements_of(orm::find(users).with(user_posts))) ...
template <class Session, class Level, class Into>
std::vector<std::string> statements_of(const find_statement<Session, Level, Into>& find) {
    detail::level_plan plans[detail::statement_count<Level>];
    detail::plan_find(find, plans);
    detail::place_keys(plans, detail::statement_count<Level>);
    std::vector<std::string> texts;
    for (const detail::level_plan& plan : plans) {
        outline walked;
        plan.visit(plan, walked);
        texts.emplace_back(write_sql(walked).view());
    }
    return texts;
}

}  // namespace orm
