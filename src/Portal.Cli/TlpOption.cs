using System.CommandLine;
using Portal.Analysis.Indicators;

namespace Portal.Cli;

/// <summary><c>--tlp</c>: how far the output may be passed on.</summary>
internal static class TlpOption
{
    public static Option<Tlp> Create()
    {
        var option = new Option<Tlp>("--tlp")
        {
            Description = "clear, green, amber, amber+strict or red",
            HelpName = "TLP",
            DefaultValueFactory = _ => Tlp.Amber,
        };
        option.CustomParser = argument =>
        {
            if (TlpNames.TryParse(argument.Tokens[0].Value, out var tlp))
            {
                return tlp;
            }
            argument.AddError($"--tlp: '{argument.Tokens[0].Value}' is none of clear, green, amber, amber+strict, red");
            return default;
        };
        return option;
    }
}
