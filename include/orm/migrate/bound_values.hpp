// SPDX-License-Identifier: MIT
// The few kinds of values that the migrator binds: texts, bytes, numbers, and lists of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/parameters.hpp>

namespace orm::migration {

template <class = void>
class basic_bound_values;
using bound_values = basic_bound_values<>;

/// Collects parameters in binary format.
///
///     bound_values values;
///     values.add_text(name).add_bytes(file).add_integer(created_at);
///     server.execute(sql, values.parameters(), context);
///
/// Owns:     lists, numbers and owned texts; other texts and bytes must outlive the call that takes the parameters.
template <class>
class basic_bound_values {
public:
    bound_values& add_text(std::string_view text) { return add_view(text_oid, text); }
    bound_values& add_bytes(std::string_view bytes) { return add_view(bytea_oid, bytes); }
    bound_values& add_integer(std::int64_t number) { return add_owned(int8_oid, encoded(number)); }

    bound_values& add_owned_text(std::string_view text) {
        return add_owned(text_oid, {text.begin(), text.end()});
    }

    bound_values& add_null_text() { return add(text_oid, nullptr, 0); }

    bound_values& add_texts(const std::vector<std::string_view>& texts) {
        return add_owned(text_array_oid, encoded_array(text_oid, texts));
    }
    bound_values& add_bytes_list(const std::vector<std::string_view>& list) {
        return add_owned(bytea_array_oid, encoded_array(bytea_oid, list));
    }

    /// Valid until the next add.
    driver::postgres::parameters parameters() const {
        driver::postgres::parameters all;
        all.count = values_.size();
        all.types = types_.data();
        all.values = values_.data();
        all.lengths = lengths_.data();
        return all;
    }

private:
    // Source: PostgreSQL, src/include/catalog/pg_type.dat.
    static constexpr Oid bytea_oid = 17;
    static constexpr Oid int8_oid = 20;
    static constexpr Oid text_oid = 25;
    static constexpr Oid bytea_array_oid = 1001;
    static constexpr Oid text_array_oid = 1009;

    bound_values& add(Oid type, const char* data, std::size_t bytes) {
        types_.push_back(type);
        values_.push_back(data);
        lengths_.push_back(driver::postgres::checked_length(bytes));
        return *this;
    }

    bound_values& add_view(Oid type, std::string_view bytes) {
        // An empty view may have no address, which would mean NULL.
        return add(type, bytes.empty() ? "" : bytes.data(), bytes.size());
    }

    /// Bytes that stay where they are when the list of lists grows.
    using owned_bytes = std::vector<char>;

    bound_values& add_owned(Oid type, owned_bytes bytes) {
        owned_.push_back(std::move(bytes));
        return add_view(type, {owned_.back().data(), owned_.back().size()});
    }

    template <class Integer>
    static void append(owned_bytes& out, Integer number) {
        char bytes[sizeof number];
        store_big_endian(bytes, number);
        out.insert(out.end(), bytes, bytes + sizeof bytes);
    }

    static owned_bytes encoded(std::int64_t number) {
        owned_bytes bytes;
        append(bytes, number);
        return bytes;
    }

    /// Wire:     dimensions, "has NULL", element type, length, lower bound, then length and bytes each.
    static owned_bytes encoded_array(Oid element, const std::vector<std::string_view>& items) {
        std::size_t size = 20;
        for (const std::string_view item : items) size += 4 + item.size();
        owned_bytes bytes;
        bytes.reserve(size);
        append(bytes, std::int32_t{items.empty() ? 0 : 1});
        append(bytes, std::int32_t{0});
        append(bytes, static_cast<std::uint32_t>(element));
        if (items.empty()) return bytes;
        append(bytes, static_cast<std::int32_t>(items.size()));
        append(bytes, std::int32_t{1});
        for (const std::string_view item : items) {
            append(bytes, static_cast<std::int32_t>(item.size()));
            bytes.insert(bytes.end(), item.begin(), item.end());
        }
        return bytes;
    }

    std::vector<Oid> types_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<owned_bytes> owned_;
};

}  // namespace orm::migration
