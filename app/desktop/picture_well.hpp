#pragma once

#include <QAbstractButton>
#include <QImage>
#include <filesystem>

namespace rushlight::app {

/// A place for one picture: drop a file on it, or press it to choose one; Del takes it out.
class PictureWell : public QAbstractButton {
    Q_OBJECT

public:
    explicit PictureWell(const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; } ///< empty: none

    void set_file(const std::filesystem::path& file);

    [[nodiscard]] QSize sizeHint() const override { return {100, 56}; }

signals:
    void file_changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    std::filesystem::path file_;
    QImage picture_;
};

} // namespace rushlight::app
