// SPDX-License-Identifier: MIT
// Full-text search.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/search/to_tsvector") {
    return to_sql(
        select(orm::to_tsvector<"english">(items.name), orm::to_tsvector(items.name)).from(items));
}
ORM_GOLDEN("functions/search/matches_query") {
    return to_sql(select(items.id).from(items).where(
        orm::matches_query(items.document, orm::websearch_to_tsquery<"english">("cat or dog"))));
}
ORM_GOLDEN("functions/search/queries") {
    return to_sql(select(orm::to_tsquery<"english">(items.name),
                         orm::plainto_tsquery<"english">("a b"), orm::phraseto_tsquery(items.name))
                      .from(items));
}
ORM_GOLDEN("functions/search/query_operators") {
    return to_sql(select(orm::tsquery_and(orm::to_tsquery(items.name), orm::to_tsquery("b")),
                         orm::tsquery_or(orm::to_tsquery("a"), orm::to_tsquery("b")),
                         orm::tsquery_followed_by(orm::to_tsquery("a"), orm::to_tsquery("b")))
                      .from(items));
}
ORM_GOLDEN("functions/search/rank") {
    return to_sql(select(items.id).from(items).order_by(
        orm::ts_rank(items.document, orm::to_tsquery("cat")).desc(),
        orm::ts_rank_cd(items.document, orm::to_tsquery("cat"), 32).desc()));
}
ORM_GOLDEN("functions/search/headline") {
    return to_sql(
        select(orm::ts_headline<"english">(items.name, orm::to_tsquery("cat")),
               orm::ts_headline<"english">(items.name, orm::to_tsquery("cat"), "MaxWords=5"))
            .from(items));
}
ORM_GOLDEN("functions/search/setweight") {
    return to_sql(select(orm::concatenate(orm::setweight<'A'>(orm::to_tsvector(items.name)),
                                          orm::setweight<'B'>(items.document)))
                      .from(items));
}
ORM_GOLDEN("functions/search/strip_and_numnode") {
    return to_sql(
        select(orm::strip(items.document), orm::numnode(orm::to_tsquery(items.name))).from(items));
}
