// SPDX-License-Identifier: MIT
// nlohmann::json as the value of json and jsonb columns.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include <nlohmann/json.hpp>

#include <orm/types/json_scan.hpp>
#include <orm/types/json_value.hpp>

namespace orm {

namespace detail {

template <class Type>
inline constexpr bool is_nlohmann_json =
    std::is_same_v<Type, nlohmann::json> || std::is_same_v<Type, nlohmann::ordered_json>;

}  // namespace detail

/// Throws:   invalid_value for text that is no JSON, for numbers that nlohmann::json would change and
///           for documents nested more than 1000 deep.
template <class Document>
    requires detail::is_nlohmann_json<Document>
struct json_conversion<Document> {
    static Document parse(std::string_view text) {
        detail::json_scan(text).require_harmless();
        Document document = Document::parse(text, nullptr, false);
        if (document.is_discarded()) throw invalid_value("a json value is not a JSON document");
        return document;
    }

    static std::string print(const Document& document) {
        try {
            std::string text = document.dump();
            detail::json_scan(text).require_harmless();
            return text;
        } catch (const nlohmann::json::exception&) {
            throw invalid_value("a JSON document holds text that is not valid UTF-8");
        }
    }
};

template <class Document>
    requires detail::is_nlohmann_json<Document>
struct sql_type_for<Document> {
    using type = pg::jsonb_of<Document>;
};

}  // namespace orm
