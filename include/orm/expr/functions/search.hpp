// SPDX-License-Identifier: MIT
// Full-text search. A configuration stands in the SQL text, for an index needs it there.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/expr/constant.hpp>
#include <orm/types/text_search.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Text Search Functions and Operators".

#define ORM_SEARCH(NAME, RESULT)                                                                   \
    template <fixed_string Configuration, class Text>                                              \
    constexpr auto NAME(const Text& text) {                                                        \
        using signature = RESULT(pg::text, pg::text);                                              \
        static_cast<void>(detail::call_rule<type_list<Text>, RESULT(pg::text)>{});                 \
        return detail::call<signature>(                                                            \
            #NAME "(", ", ",                                                                       \
            constant<detail::constant_value<decltype(Configuration)>(Configuration)>, text);       \
    }                                                                                              \
    template <class Text>                                                                          \
    constexpr auto NAME(const Text& text) {                                                        \
        static_cast<void>(detail::call_rule<type_list<Text>, RESULT(pg::text)>{});                 \
        return detail::call<RESULT(pg::text)>(#NAME "(", ", ", text);                              \
    }

/// `to_tsvector<"english">(posts.title)` is `to_tsvector('english', "posts"."title")`; without a
/// configuration it is the session's.
ORM_SEARCH(to_tsvector, pg::tsvector)
/// Words with & | ! operators; malformed ones are an error of the server.
ORM_SEARCH(to_tsquery, pg::tsquery)
/// All words of a text.
ORM_SEARCH(plainto_tsquery, pg::tsquery)
/// All words of a text, one after the other.
ORM_SEARCH(phraseto_tsquery, pg::tsquery)
/// As people write to a search engine: "a phrase", or, -not. Never an error.
ORM_SEARCH(websearch_to_tsquery, pg::tsquery)

#undef ORM_SEARCH

/// `matches_query(vector, query)` is `vector @@ query`.
ORM_OPERATOR(matches_query, " @@ ", pg::boolean(pg::tsvector, pg::tsquery))
ORM_OPERATOR(tsquery_and, " && ", pg::tsquery(pg::tsquery, pg::tsquery))
ORM_OPERATOR(tsquery_or, " || ", pg::tsquery(pg::tsquery, pg::tsquery))
/// One query after the other: `<->`.
ORM_OPERATOR(tsquery_followed_by, " <-> ", pg::tsquery(pg::tsquery, pg::tsquery))
/// `ts_rank(vector, query, normalization)`; the last may be left out.
ORM_FUNCTION(ts_rank, pg::float4(pg::tsvector, pg::tsquery, kind::optional<pg::int4>))
ORM_FUNCTION(ts_rank_cd, pg::float4(pg::tsvector, pg::tsquery, kind::optional<pg::int4>))
ORM_FUNCTION(numnode, pg::int4(pg::tsquery))
ORM_FUNCTION(strip, pg::tsvector(pg::tsvector))

/// `ts_headline<"english">(posts.body, query, options)`; the options may be left out.
template <fixed_string Configuration, class Text, class... Further>
constexpr auto ts_headline(const Text& text, const Further&... further) {
    using shown = pg::text(pg::text, pg::tsquery, kind::optional<pg::text>);
    using signature = pg::text(pg::text, pg::text, pg::tsquery, kind::optional<pg::text>);
    static_cast<void>(detail::call_rule<type_list<Text, Further...>, shown>{});
    return detail::call<signature>(
        "ts_headline(", ", ",
        constant<detail::constant_value<decltype(Configuration)>(Configuration)>, text, further...);
}

/// `setweight<'A'>(vector)` is `setweight(vector, 'A')`.
template <char Weight, operand_like Vector>
constexpr auto setweight(const Vector& vector) {
    static_assert(Weight >= 'A' && Weight <= 'D', "orm: a weight is 'A', 'B', 'C' or 'D'.");
    using signature = pg::tsvector(pg::tsvector);
    static_cast<void>(detail::call_rule<type_list<Vector>, signature>{});
    constexpr const char text[2] = {Weight, '\0'};
    return detail::call<pg::tsvector(pg::tsvector, pg::text)>(
        "setweight(", ", ", vector, constant<detail::constant_value<fixed_string<1>>(text)>);
}

}  // namespace orm
