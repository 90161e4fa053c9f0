using Portal.Analysis.Detectors.DnsTunnelling;

namespace Portal.Analysis.Tests.Detectors.DnsTunnelling;

public sealed class NameModelTests
{
    [Fact]
    public void A_text_carries_at_most_its_alphabet()
    {
        Assert.True(new NameModel().Bytes("0f3a99c2d17be4", 16) <= 7);
    }

    [Fact]
    public void What_repeats_carries_less_than_what_nothing_foretells()
    {
        var model = new NameModel();
        for (var time = 0; time < 50; time++)
        {
            model.Learn("www.mail.example");
        }

        Assert.True(model.Bytes("www.mail.example", 38) < 5);
        Assert.True(model.Bytes("q7zk0vxj3hbw9tgf", 32) > 8);
    }
}
