// SPDX-License-Identifier: MIT
// Where a query gets its connection from: a pool, one connection, a transaction. No heavy includes.
#pragma once

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/pool_stats.hpp>

namespace orm::driver::postgres {

/// What the layer above keeps with a source, for all handles of it: a cache.
class source_extension {
public:
    source_extension() = default;
    source_extension(const source_extension&) = delete;
    source_extension& operator=(const source_extension&) = delete;
    virtual ~source_extension() = default;
};

/// Hands out connections. Translation units that only run queries see this, never the pool's locks.
///
/// Owns:     itself, by counting references; made with a count of one.
/// Thread:   as the derived class says; a pool may be used by any number of threads.
class connection_source {
public:
    connection_source(const connection_source&) = delete;
    connection_source& operator=(const connection_source&) = delete;

    /// Lends a connection until release().
    ///
    /// Throws:   pool_exhausted, timeout, connection_lost, error.
    virtual connection& acquire(const execution_context& context) = 0;

    /// As acquire(), for a statement that only reads: may be another server.
    virtual connection& acquire_to_read(const execution_context& context) {
        return acquire(context);
    }

    /// How many connections are lent, idle and so on; all zero for sources that do not count.
    virtual pool_stats stats() const { return {}; }

    /// Takes back what acquire() gave. Never waits for the server.
    virtual void release(connection& lent) noexcept = 0;

    virtual void add_reference() noexcept = 0;
    virtual void release_reference() noexcept = 0;

    /// Gives:    nullptr when there is none.
    source_extension* extension() const { return __atomic_load_n(&extension_, __ATOMIC_ACQUIRE); }

    /// The first one stays. Gives: the one that the source has now.
    ///
    /// Takes:    offered, made with new; the source's from now on.
    template <class = void>
    source_extension* extend(source_extension* offered) {
        source_extension* present = nullptr;
        if (__atomic_compare_exchange_n(&extension_, &present, offered, false, __ATOMIC_ACQ_REL,
                                        __ATOMIC_ACQUIRE))
            return offered;
        delete offered;
        return present;
    }

    /// Uses an extension that belongs to somebody else, who outlives the source.
    template <class = void>
    void share_extension(source_extension* shared) {
        extension_ = shared;
        owns_extension_ = false;
    }

protected:
    connection_source() = default;
    virtual ~connection_source() {
        if (owns_extension_) delete extension_;
    }

private:
    source_extension* extension_ = nullptr;
    bool owns_extension_ = true;
};

/// Counts as one owner of a source.
class source_handle {
public:
    source_handle() = default;

    /// Takes:    a source with a reference that now belongs to the handle.
    explicit source_handle(connection_source* adopted) : source_(adopted) {}

    source_handle(const source_handle& other) noexcept : source_(other.source_) {
        if (source_ != nullptr) source_->add_reference();
    }
    source_handle(source_handle&& other) noexcept
        : source_(orm::detail::replace(other.source_, nullptr)) {}
    source_handle& operator=(source_handle other) noexcept {
        orm::detail::swap_values(source_, other.source_);
        return *this;
    }
    ~source_handle() {
        if (source_ != nullptr) source_->release_reference();
    }

    connection_source* get() const { return source_; }
    connection_source* operator->() const { return source_; }
    connection_source& operator*() const { return *source_; }
    explicit operator bool() const { return source_ != nullptr; }

private:
    connection_source* source_ = nullptr;
};

/// A borrowed connection, given back at the end of the scope.
///
/// Owns:     nothing: the source outlives the lease.
class lease {
public:
    /// Borrows nothing yet.
    lease() = default;

    lease(connection_source& source, const execution_context& context)
        : source_(&source), connection_(&source.acquire(context)) {}
    /// Takes:    to_read, true for a statement that only reads.
    lease(connection_source& source, const execution_context& context, bool to_read)
        : source_(&source),
          connection_(to_read ? &source.acquire_to_read(context) : &source.acquire(context)) {}
    lease(lease&& other) noexcept
        : source_(other.source_), connection_(orm::detail::replace(other.connection_, nullptr)) {}
    lease& operator=(lease&& other) noexcept {
        orm::detail::swap_values(source_, other.source_);
        orm::detail::swap_values(connection_, other.connection_);
        return *this;
    }
    ~lease() {
        if (connection_ != nullptr) source_->release(*connection_);
    }

    connection& operator*() const { return *connection_; }
    connection* operator->() const { return connection_; }
    connection* get() const { return connection_; }
    explicit operator bool() const { return connection_ != nullptr; }

    /// Leaves the connection lent: whoever called gives it back.
    connection* keep() { return orm::detail::replace(connection_, nullptr); }

private:
    connection_source* source_ = nullptr;
    connection* connection_ = nullptr;
};

}  // namespace orm::driver::postgres
