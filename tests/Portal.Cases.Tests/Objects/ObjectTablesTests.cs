using Portal.Cases.Objects;
using Portal.Cases.Records;

namespace Portal.Cases.Tests.Objects;

public sealed class ObjectTablesTests
{
    [Theory]
    [InlineData(3, 5, "objects")]
    [InlineData(0, 5, "files")]
    [InlineData(0, 0, null)]
    public void Contents_come_before_what_logs_tell_of_files(long objects, long files, string? shown) =>
        Assert.Equal(
            shown,
            ObjectTables.Shown([new RecordTable("files", files, []), new RecordTable("objects", objects, [])])?.Name
        );
}
