// SPDX-License-Identifier: MIT
// A statement of a find between the walk that makes it and its answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

#include <orm/driver/postgres/parameters.hpp>
#include <orm/driver/postgres/statement_cache.hpp>
#include <orm/expr/outline.hpp>
#include <orm/types/encoder.hpp>
#include <orm/types/parameter_list.hpp>

namespace orm::detail {

/// A statement with its values, before it is sent.
struct pending_level {
    explicit pending_level(type_resolver* resolver)
        : keys(resolver), values(resolver), statement(&values) {}

    encoder keys;
    parameter_list values;
    outline statement;
    driver::postgres::prepared_statement* prepared = nullptr;
    std::uint64_t shape = 0;

    template <class = void>
    driver::postgres::parameters parameters() {
        const parameter_arrays& arrays = values.finish();
        return {arrays.count, arrays.types, arrays.values, arrays.lengths, nullptr};
    }
};

/// Room for one, so that a find allocates nothing for its statements.
class pending_slot {
public:
    pending_slot() = default;
    pending_slot(const pending_slot&) = delete;
    pending_slot& operator=(const pending_slot&) = delete;
    ~pending_slot() {
        if (made_ != nullptr) made_->~pending_level();
    }

    template <class = void>
    pending_level& make(type_resolver* resolver) {
        made_ = new (static_cast<void*>(room_)) pending_level(resolver);
        return *made_;
    }
    pending_level& operator*() const { return *made_; }
    pending_level* operator->() const { return made_; }
    bool is_made() const { return made_ != nullptr; }

    /// Sent with the next flush.
    bool is_queued = false;

private:
    pending_level* made_ = nullptr;
    alignas(pending_level) unsigned char room_[sizeof(pending_level)];
};

}  // namespace orm::detail
