using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Tests.Inspection;

public sealed class CaptureSliceTests
{
    [Fact]
    public void Frames_are_byte_for_byte_those_of_the_capture_and_name_their_origin()
    {
        var path = Corpus.File("captures/http/get.pcap");
        var index = Path.GetTempFileName();
        try
        {
            using (var writer = new FrameIndexWriter(index))
            {
                using var file = File.OpenRead(path);
                using var reader = CaptureReader.Open(file);
                while (reader.TryReadNext(out var frame))
                {
                    writer.Add(frame);
                }
                writer.Complete();
            }
            using var source = FrameSource.Open(path, index);
            using var slice = new MemoryStream();
            long[] numbers = [2, 4, 5];

            Assert.Equal(3, CaptureSlice.Write(source, numbers, slice, "get.pcap"));

            slice.Position = 0;
            using var written = CaptureReader.Open(slice);
            foreach (var number in numbers)
            {
                var original = source.ReadFrame(number)!;
                Assert.True(written.TryReadNext(out var frame));
                Assert.Equal(original.Data, frame.Data.ToArray());
                Assert.Equal(
                    (original.Time, original.LinkType, original.OriginalLength),
                    (frame.Time, frame.LinkType, frame.OriginalLength)
                );
                Assert.Equal($"orig frame {number} of get.pcap", frame.Comment);
            }
            Assert.False(written.TryReadNext(out _));
            Assert.Equal([3, 4], FrameWindow.Read(source, 3, 2).Select(row => row.Number));
        }
        finally
        {
            File.Delete(index);
        }
    }
}
