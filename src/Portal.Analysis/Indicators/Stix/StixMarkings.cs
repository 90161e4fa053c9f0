using System.Text.Json.Nodes;

namespace Portal.Analysis.Indicators.Stix;

/// <summary>The marking definitions of TLP 2.0 with their published identifiers (OASIS STIX 2.1 TLP 2.0 extension).</summary>
internal static class StixMarkings
{
    private const string Extension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    public static string Id(Tlp tlp) =>
        "marking-definition--"
        + tlp switch
        {
            Tlp.Clear => "94868c89-83c2-464b-929b-a1a8aa3c8487",
            Tlp.Green => "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
            Tlp.Amber => "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
            Tlp.AmberStrict => "939a9414-2ddd-4d32-a0cd-375ea402b003",
            _ => "e828b379-4e03-4974-9ac4-e53a884c97c1",
        };

    public static JsonObject Definition(Tlp tlp) =>
        new()
        {
            ["type"] = "marking-definition",
            ["spec_version"] = "2.1",
            ["id"] = Id(tlp),
            ["created"] = "2022-10-01T00:00:00.000Z",
            ["name"] = tlp.Label(),
            ["extensions"] = new JsonObject
            {
                [Extension] = new JsonObject
                {
                    ["extension_type"] = "property-extension",
                    ["tlp_2_0"] = tlp.Label()[4..].ToLowerInvariant(),
                },
            },
        };
}
