// SPDX-License-Identifier: MIT
// How the statements of find() look in SQL.
#include "support/family_schema.hpp"
#include "support/golden.hpp"

using orm::find;
using orm::statements_of;

ORM_GOLDEN("relations/find/root") { return statements_of(find(members))[0]; }
ORM_GOLDEN("relations/find/root_with_clauses") {
    return statements_of(find(members)
                             .where(members.verified == true)
                             .where(members.name.like("A%"))
                             .order_by(members.name)
                             .limit(3)
                             .offset(1))[0];
}
ORM_GOLDEN("relations/find/root_columns_and_key_of_a_relation") {
    return statements_of(find(members).columns(members.name).with(member_articles))[0];
}
ORM_GOLDEN("relations/find/root_extra") {
    return statements_of(find(members).extra(member_articles.count().as<"written">()))[0];
}
ORM_GOLDEN("relations/find/many") { return statements_of(find(members).with(member_articles))[1]; }
ORM_GOLDEN("relations/find/many_columns_and_key") {
    return statements_of(find(members).with(member_articles.columns(articles.content)))[1];
}
ORM_GOLDEN("relations/find/many_where_and_order") {
    return statements_of(
        find(members).with(member_articles.where(articles.content == "a" || articles.id > 3)
                               .order_by(orm::desc(articles.createdAt))))[1];
}
ORM_GOLDEN("relations/find/many_limit_for_each_parent") {
    return statements_of(find(members).with(member_articles.where(articles.id > 1)
                                                .order_by(orm::desc(articles.createdAt))
                                                .limit(5)
                                                .offset(1)))[1];
}
ORM_GOLDEN("relations/find/one") { return statements_of(find(articles).with(article_author))[1]; }
ORM_GOLDEN("relations/find/one_takes_the_first_of_an_order") {
    return statements_of(find(members).with(
        orm::one(members.id, articles.authorId).order_by(orm::desc(articles.createdAt))))[1];
}
ORM_GOLDEN("relations/find/through") { return statements_of(find(members).with(member_clubs))[1]; }
ORM_GOLDEN("relations/find/through_with_condition_between") {
    return statements_of(
        find(members).with(member_clubs.where(memberships.role == "head").order_by(clubs.name)))[1];
}
ORM_GOLDEN("relations/find/through_limit_for_each_parent") {
    return statements_of(find(members).with(member_clubs.order_by(clubs.name).limit(1)))[1];
}
ORM_GOLDEN("relations/find/self_one") {
    return statements_of(find(members).with(member_inviter))[1];
}
ORM_GOLDEN("relations/find/self_many") {
    return statements_of(find(members).with(member_invited))[1];
}
ORM_GOLDEN("relations/find/composite_key") {
    return statements_of(find(shelves).with(shelf_volumes.order_by(volumes.id)))[1];
}
ORM_GOLDEN("relations/find/composite_key_limit_for_each_parent") {
    return statements_of(find(shelves).with(shelf_volumes.order_by(volumes.id).limit(1)))[1];
}
ORM_GOLDEN("relations/find/schema_qualified") {
    return statements_of(find(remarks).with(remark_likes))[1];
}
ORM_GOLDEN("relations/find/nested_reads_the_key_of_its_parent") {
    return statements_of(
        find(members).with(member_articles.columns(articles.content).with(article_remarks)))[1];
}
namespace struct_tests {
struct remark_text {
    std::string content;
};
struct article_summary {
    std::int64_t remarkCount;
    std::string content;
    std::vector<remark_text> remarks;
};
}  // namespace struct_tests
using namespace struct_tests;
ORM_GOLDEN("relations/find/as_struct_reads_the_named_columns") {
    return statements_of(find(articles)
                             .extra(article_remarks.count().as<"remarkCount">())
                             .with(article_remarks)
                             .as<article_summary>())[0];
}
ORM_GOLDEN("relations/find/as_struct_nested") {
    return statements_of(find(articles)
                             .extra(article_remarks.count().as<"remarkCount">())
                             .with(article_remarks)
                             .as<article_summary>())[1];
}
ORM_GOLDEN("relations/find/filter_any") {
    return statements_of(find(members).where(member_articles.any(articles.content == "a1")))[0];
}
ORM_GOLDEN("relations/find/filter_none") {
    return statements_of(find(members).where(member_articles.none()))[0];
}
ORM_GOLDEN("relations/find/filter_all") {
    return statements_of(find(members).where(member_articles.all(articles.content.like("a%"))))[0];
}
ORM_GOLDEN("relations/find/filter_count") {
    return statements_of(find(members).where(member_articles.count() > 3))[0];
}
ORM_GOLDEN("relations/find/filter_through") {
    return statements_of(find(members).where(
        member_clubs.any(clubs.name == "Chess" && memberships.role == "head")))[0];
}
ORM_GOLDEN("relations/find/filter_nested") {
    return statements_of(find(members).where(
        member_articles.any(article_remarks.any(remarks.creatorId == members.id))))[0];
}
ORM_GOLDEN("relations/find/filter_in_a_relation") {
    return statements_of(find(members).with(member_articles.where(article_remarks.any())))[1];
}
ORM_GOLDEN("relations/find/filter_self") {
    return statements_of(find(members).where(member_invited.any(invited.verified == true)))[0];
}
ORM_GOLDEN("relations/find/filter_composite_key") {
    return statements_of(find(shelves).where(shelf_volumes.count() == 2))[0];
}
