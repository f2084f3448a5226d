package org.samdeblur.backend.openvino;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.samdeblur.backend.openvino.runtime.TestRuntime;

/** Skips tests where OpenVINO is not installed. */
final class OpenVinoCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestRuntime.problem()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("OpenVINO is there"));
    }
}
