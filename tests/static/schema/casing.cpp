// SPDX-License-Identifier: MIT
// How field names become column names: every row of the table of word rules.
#include <orm/schema/casing.hpp>

#include <string_view>

constexpr bool is_cased(std::string_view field, std::string_view snake, std::string_view camel) {
    return orm::snake_case::apply(field).view() == snake &&
           orm::camel_case::apply(field).view() == camel;
}

static_assert(is_cased("userID", "user_id", "userID"));
static_assert(is_cased("userIDs", "user_i_ds", "userIDs"));
static_assert(is_cased("HTTPServer", "http_server", "httpServer"));
static_assert(is_cased("XMLHttpRequest", "xml_http_request", "xmlHttpRequest"));
static_assert(is_cased("getHTTP2Response", "get_http_2_response", "getHTTP2Response"));
static_assert(is_cased("drizzleORMAndKit", "drizzle_orm_and_kit", "drizzleORMAndKit"));
static_assert(is_cased("address1", "address1", "address1"));
static_assert(is_cased("address2Line", "address2_line", "address2Line"));
static_assert(is_cased("ABC123", "abc_123", "abc123"));
static_assert(is_cased("fooBARBaz", "foo_bar_baz", "fooBARBaz"));
static_assert(is_cased("camelCASE123word", "camel_case_123word", "camelCASE123word"));
static_assert(is_cased("SCREAMING_CASE", "screaming_case", "screamingCASE"));
static_assert(is_cased("numeric10_2", "numeric10_2", "numeric102"));
static_assert(is_cased("éclairName", "clair_name", "clairName"));
static_assert(is_cased("имя", "", ""));
static_assert(is_cased("A1B2", "a_1_b_2", "a1B2"));
static_assert(is_cased("a1B2c3", "a1_b_2c3", "a1B2c3"));
static_assert(is_cased("v2API", "v2_api", "v2API"));
static_assert(is_cased("is2FAEnabled", "is2_fa_enabled", "is2FAEnabled"));
static_assert(is_cased("OAuth2Token", "o_auth2_token", "oAuth2Token"));
static_assert(is_cased("iOSVersion", "i_os_version", "iOSVersion"));
static_assert(is_cased("IPv4Address", "i_pv4_address", "iPv4Address"));
static_assert(is_cased("ipV6", "ip_v_6", "ipV6"));
static_assert(is_cased("x2Y", "x2_y", "x2Y"));
static_assert(is_cased("T1", "t_1", "t1"));
static_assert(is_cased("user__name", "user_name", "userName"));
static_assert(is_cased("_private", "private", "private"));
static_assert(is_cased("name_", "name", "name"));
static_assert(is_cased("$id", "id", "id"));
static_assert(is_cased("foo$bar", "foo_bar", "fooBar"));
static_assert(is_cased("it's", "its", "its"));
static_assert(is_cased("it’s", "its", "its"));
static_assert(is_cased("kebab-case", "kebab_case", "kebabCase"));
static_assert(is_cased("100days", "100days", "100days"));
static_assert(is_cased("day100", "day100", "day100"));

// What a camelCase schema meets every day.
static_assert(is_cased("emailVerified", "email_verified", "emailVerified"));
static_assert(is_cased("createdAt", "created_at", "createdAt"));
static_assert(is_cased("created_at", "created_at", "createdAt"));
static_assert(is_cased("id", "id", "id"));
static_assert(is_cased("", "", ""));

static_assert(orm::preserve::apply("userID").view() == "userID");
static_assert(orm::preserve::apply("_private$").view() == "_private$");
static_assert(orm::preserve::apply("имя").view() == "имя");

// PostgreSQL keeps 63 bytes of a name; exactly so many are still a name.
constexpr std::string_view longest =
    "a23456789b23456789c23456789d23456789e23456789f23456789g23456789";
static_assert(longest.size() == 63);
static_assert(orm::snake_case::apply(longest).view() == longest);
static_assert(orm::snake_case::apply(longest).c_str()[63] == '\0');
