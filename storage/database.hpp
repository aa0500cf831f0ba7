#pragma once

#include "storage/bytes.hpp"
#include "storage/error.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace rushlight::storage {

struct Connection; // SQLite's handle with its prepared statements; known to database.cpp only

namespace detail {
template <class T>
struct IsOptional : std::false_type {};

template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
} // namespace detail

/// One SQL statement with its values. Goes back to the connection's cache when it dies; must not
/// outlive its Database.
class Statement {
public:
    Statement(Connection& connection, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;

    /// Binds the values to ?1, ?2, … after forgetting earlier ones. Integers, enums as integers,
    /// bool, double, text, Bytes, Moment, nullptr and std::optional of these.
    template <class... Values>
    Statement& with(const Values&... values)
    {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    /// Moves to the next row; false when there is none.
    bool step();
    /// Steps to the end; for statements without rows.
    void run();
    void reset();

    // Columns of the present row, counted from 0.
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes bytes(int column) const;
    [[nodiscard]] Moment moment(int column) const;
    [[nodiscard]] std::optional<std::int64_t> integer_if(int column) const;
    [[nodiscard]] std::optional<std::string> text_if(int column) const;
    [[nodiscard]] int columns() const;
    /// Copies column `column` of `row`'s present row, type and all, into parameter `index`.
    void bind_column(int index, const Statement& row, int column);

private:
    template <class T>
    void bind(int index, const T& value)
    {
        if constexpr (detail::IsOptional<T>::value) {
            value ? bind(index, *value) : bind_null(index);
        } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
            bind_null(index);
        } else if constexpr (std::is_same_v<T, Moment>) {
            bind_integer(index, value.time_since_epoch().count());
        } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
            bind_integer(index, static_cast<std::int64_t>(value));
        } else if constexpr (std::is_floating_point_v<T>) {
            bind_real(index, static_cast<double>(value));
        } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
            bind_text(index, value);
        } else {
            bind_bytes(index, BytesView(value));
        }
    }

    void bind_null(int index);
    void bind_integer(int index, std::int64_t value);
    void bind_real(int index, double value);
    void bind_text(int index, std::string_view value);
    void bind_bytes(int index, BytesView value);

    Connection* connection_;
    std::string sql_;
    void* handle_;
};

struct DatabaseOptions {
    bool read_only = false;
    bool create = false;     ///< make the file if it is not there
    bool network = false;    ///< journal_mode DELETE and synchronous EXTRA instead of WAL and FULL
    bool keep_files = false; ///< closing never moves the log into the file
    std::chrono::milliseconds busy_timeout{5000};
};

/// One connection to one SQLite file: WAL, synchronous=FULL, foreign keys on, deleted bytes
/// overwritten. After a failed fsync it refuses every further write.
///
/// Threads   one connection per thread: a Database, its Statements and its Transactions belong to
///           the thread that made them. Several connections may be open on one file.
class Database {
public:
    /// Throws StorageError: missing, damaged (not a database), io, busy.
    explicit Database(const std::filesystem::path& file, const DatabaseOptions& options = {});
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    [[nodiscard]] Statement prepare(std::string_view sql);

    /// Runs one statement and returns how many rows it changed.
    template <class... Values>
    std::int64_t run(std::string_view sql, const Values&... values)
    {
        prepare(sql).with(values...).run();
        return changes();
    }

    /// First column of the first row, as an integer; nothing without a row or when it is NULL.
    template <class... Values>
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view sql, const Values&... values)
    {
        Statement statement = prepare(sql);
        statement.with(values...);
        return statement.step() ? statement.integer_if(0) : std::nullopt;
    }

    /// Runs several statements that stand in one text, without values.
    void execute(const std::string& script);

    [[nodiscard]] std::int64_t last_id() const; ///< id of the row inserted last
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t total_changes() const;
    [[nodiscard]] bool in_transaction() const;
    /// A statement of this connection has met damage in the file.
    [[nodiscard]] bool met_damage() const;
    [[nodiscard]] bool read_only() const;
    [[nodiscard]] const std::filesystem::path& file() const;

    /// What SQLite's quick_check finds wrong, one line each; empty means sound.
    [[nodiscard]] std::vector<std::string> problems();
    /// Moves the whole log into the file and empties it, so that deleted bytes are gone from both.
    void empty_log();
    /// Copies the database as it stands now into `target` by SQLite's online backup, resting 5 ms
    /// every 256 pages when `gently`. False when stopped before the end.
    bool copy_to(const std::filesystem::path& target,
                 bool gently = false,
                 const std::stop_token& stop = {});

private:
    friend class Transaction;
    std::unique_ptr<Connection> connection_;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back unless committed. Inside another transaction it is a
/// savepoint, so that functions that write may call each other.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// When this returns for the outermost transaction, the rows survive a power cut.
    void commit();

private:
    Database& database_;
    bool nested_;
    bool open_ = true;
};

} // namespace rushlight::storage
