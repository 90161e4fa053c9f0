using Portal.Fuzz.Targets;
using Portal.Traffic;
using Portal.Traffic.Fields;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Tests;

public sealed class MessageTreesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_error_while_a_tree_is_made_reaches_the_fuzzer_where_trees_are_made(bool isShown)
    {
        FlowContext flow = new FuzzFlow(Transports.Tcp, 80, isShown);

        Exception? error = Record.Exception(() => flow.Show(Broken, Side.Originator, [1, 2, 3, 4]));

        Assert.Equal(isShown, flow.IsShown);
        Assert.Equal(isShown ? "4 bytes" : null, error?.Message);

        static void Broken(FieldTree tree, in FieldMessage message) =>
            throw new NotSupportedException($"{message.Bytes.Length} bytes");
    }
}
