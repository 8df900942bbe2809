// SPDX-License-Identifier: MIT
// Values from the page on their way into a statement: bound as text, never part of the SQL.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/driver/postgres/parameters.hpp>

namespace orm::studio {

/// Parameters in text format; the server infers their types from where the placeholders stand.
class text_values {
public:
    /// Gives:    the placeholder, for example `$2`.
    /// Throws:   invalid_value for NUL, which the protocol's text format would end the value at.
    std::string add(const std::optional<std::string>& value) {
        if (value && value->find('\0') != std::string::npos)
            throw invalid_value("a value holds a NUL character, which PostgreSQL cannot store");
        texts_.push_back(value.value_or(""));
        lengths_.push_back(driver::postgres::checked_length(texts_.back().size()));
        pointers_.push_back(value ? texts_.back().c_str() : nullptr);
        formats_.push_back(static_cast<int>(driver::postgres::value_format::text));
        return "$" + std::to_string(texts_.size());
    }

    driver::postgres::parameters view() const {
        return {texts_.size(), nullptr, pointers_.data(), lengths_.data(), formats_.data()};
    }

    const std::deque<std::string>& texts() const { return texts_; }
    bool is_null(std::size_t index) const { return pointers_[index] == nullptr; }

private:
    std::deque<std::string> texts_;  // a deque's strings do not move
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

}  // namespace orm::studio
