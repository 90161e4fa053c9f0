using Microsoft.OpenApi;

namespace Portal.Web.Api;

/// <summary>Addresses that take bytes as they are.</summary>
internal static class RawBody
{
    /// <summary>Only describes the body: whatever type the sender names, or none, is taken.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder route) =>
        route.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/octet-stream"] = new()
                        {
                            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                        },
                    },
                };
                return Task.CompletedTask;
            }
        );
}
