// SPDX-License-Identifier: MIT
// boost::json::value as the value of json and jsonb columns. The program links Boost.JSON.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <orm/types/json_scan.hpp>
#include <orm/types/json_value.hpp>

namespace orm {

/// Throws:   invalid_value for text that is no JSON, for numbers that boost::json would change and for
///           documents nested more than 1000 deep.
template <>
struct json_conversion<boost::json::value> {
    static boost::json::value parse(std::string_view text) {
        detail::json_scan(text).require_harmless();
        boost::json::parse_options options;
        options.max_depth = detail::max_document_depth;
        boost::json::error_code failure;
        boost::json::value document =
            boost::json::parse({text.data(), text.size()}, failure, {}, options);
        if (failure)
            throw invalid_value("a json value is not a JSON document: " + failure.message());
        return document;
    }

    static std::string print(const boost::json::value& document) {
        std::string text = boost::json::serialize(document);
        detail::json_scan(text).require_harmless();
        return text;
    }
};

template <>
struct sql_type_for<boost::json::value> {
    using type = pg::jsonb_of<boost::json::value>;
};

}  // namespace orm
